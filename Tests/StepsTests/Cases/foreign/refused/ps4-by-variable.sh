v={{v}}
PS4=$v; set -x; :
