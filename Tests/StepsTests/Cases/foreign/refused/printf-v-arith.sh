printf -v n %s {{v}}
(( n > 1 ))
