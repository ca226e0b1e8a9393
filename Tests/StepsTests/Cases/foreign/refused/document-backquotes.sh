n={{v}}
cat <<EOF
`echo $((n))`
EOF
