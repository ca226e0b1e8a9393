exec sh -c "{{v}}"
