a=(1); v={{v}}
declare a="$v"
