declare -A m; m[{{v}}]=1
