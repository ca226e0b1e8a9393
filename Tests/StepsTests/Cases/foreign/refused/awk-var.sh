n={{v}}
awk "BEGIN { print \"$n\" }"
