name=x
cat >all <<EOF
# $name ${name}
{{v}}
EOF
tail -n +2 all >out
