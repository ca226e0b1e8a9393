a=(x "{{v}}")
printf '%s' "${a[1]}" >out
