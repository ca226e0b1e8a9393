n={{v}}
[[ -n $n ]] && [[ "$n" -ge 1 ]] || true
