cat > x.sh <<EOF
echo {{v}}
EOF
bash x.sh
