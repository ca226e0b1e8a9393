cat <<$'EOF'
echo {{v}}
EOF
