v="a {{o}}"
set -- $v; rm $v
