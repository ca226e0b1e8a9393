"if" su -c "{{v}}"
