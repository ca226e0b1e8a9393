n={{v}}
echo $[n + 1]
