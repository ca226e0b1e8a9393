jq -n "{{v}}"
