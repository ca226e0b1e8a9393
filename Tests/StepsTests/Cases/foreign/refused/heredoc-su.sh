cat <<EOF | su -
echo {{v}}
EOF
