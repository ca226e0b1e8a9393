cat <<EOF | sudo -i
echo {{v}}
EOF
