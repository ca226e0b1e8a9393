cat <<'EOF' >out
{{v}}
EOF
