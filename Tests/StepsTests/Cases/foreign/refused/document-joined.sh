cat <<EOF
x\
EOF
{{v}}
EOF
