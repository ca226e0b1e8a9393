cat <<EOF
{{v}}
EOF
