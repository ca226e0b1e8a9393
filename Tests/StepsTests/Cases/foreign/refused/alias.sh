shopt -s expand_aliases; alias f='let'
f n={{v}}
