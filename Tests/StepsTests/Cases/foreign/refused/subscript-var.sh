n={{v}}; a=(1 2 3)
echo ${a[n]}
