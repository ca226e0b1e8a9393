printf "{{v}}"
