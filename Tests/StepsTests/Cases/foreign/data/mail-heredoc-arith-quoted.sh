n={{v}}
cat <<'EOF'
$((n))
EOF
