read -ra arr <<< "{{v}}"
echo ${arr[0]}
