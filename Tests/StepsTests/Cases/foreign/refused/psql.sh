sudo -u postgres psql -c "{{v}}"
