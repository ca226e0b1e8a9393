arith-for
n={{v}}
for ((i = 0; i < n; i++)); do break; done
