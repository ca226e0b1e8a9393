n={{v}}
echo "${!n}"
