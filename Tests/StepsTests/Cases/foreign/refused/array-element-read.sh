n={{v}}; a=(1)
echo "${a[$n]}"
