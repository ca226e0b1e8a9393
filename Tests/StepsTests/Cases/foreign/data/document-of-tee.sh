tee out >/dev/null <<EOF
{{v}}
EOF
