nice -5 su -c "{{v}}"
