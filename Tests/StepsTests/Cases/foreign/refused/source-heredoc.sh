source <(cat <<EOF
x={{v}}
EOF
)
