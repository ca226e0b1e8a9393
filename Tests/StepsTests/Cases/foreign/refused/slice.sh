n={{v}}; s=abc
echo ${s:n}
