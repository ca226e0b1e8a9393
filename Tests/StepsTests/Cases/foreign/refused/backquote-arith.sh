n={{v}}
x=`echo $((n+1))`
