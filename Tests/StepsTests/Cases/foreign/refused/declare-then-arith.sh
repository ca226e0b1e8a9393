declare n={{v}}
(( n > 3 )) || true
