readonly n={{v}}
[[ $n -gt 3 ]] || true
