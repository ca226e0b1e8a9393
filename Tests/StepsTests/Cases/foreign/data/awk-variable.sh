v={{v}}
printf '%s\n' "$v" | awk '{ print $0 }' >out
