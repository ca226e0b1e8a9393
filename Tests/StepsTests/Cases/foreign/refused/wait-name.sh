wait -n -p "{{v}}"
