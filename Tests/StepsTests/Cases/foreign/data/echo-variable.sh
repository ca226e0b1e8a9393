x={{v}}
echo "$x" >out
