n={{v}}
if [[ $n -eq 3 ]]; then echo x; fi
