n={{v}}
cat > /dev/null <<EOF
workers=$((n * 2))
EOF
