echo $'{{v}}'
