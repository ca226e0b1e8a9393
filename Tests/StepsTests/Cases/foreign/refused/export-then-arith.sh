export n={{v}}
(( n > 3 ))
