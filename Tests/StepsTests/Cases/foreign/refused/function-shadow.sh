echo() { eval "$@"; }
echo {{v}}
