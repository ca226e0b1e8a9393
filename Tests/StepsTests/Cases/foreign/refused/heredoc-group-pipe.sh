{ cat <<EOF
echo {{v}}
EOF
} | bash
