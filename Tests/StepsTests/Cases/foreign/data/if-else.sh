v={{v}}
if [[ $v == "" ]]; then
    echo empty
elif [ -n "$v" ]; then
    printf '%s' "$v" >out
else
    exit 1
fi
