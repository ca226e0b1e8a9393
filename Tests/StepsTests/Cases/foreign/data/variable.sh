v={{v}}
printf '%s' "$v" >out
