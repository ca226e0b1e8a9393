v=$(printf '%s' "{{v}}")
printf '%s' "$v" >out
