shopt -s extglob
echo @({{v}})
