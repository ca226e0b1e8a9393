su - root -c "$(cat <<'EOF'
echo {{v}}
EOF
)"
