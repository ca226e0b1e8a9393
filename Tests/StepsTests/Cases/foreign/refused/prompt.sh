v={{v}}
echo "${v@P}"
