n={{v}}
declare -i m=n
