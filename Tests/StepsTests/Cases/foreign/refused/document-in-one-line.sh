x=$(cat <<EOF )
{{v}}
EOF
