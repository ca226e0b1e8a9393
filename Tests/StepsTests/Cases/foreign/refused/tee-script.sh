tee x.sh <<EOF >/dev/null
echo {{v}}
EOF
chmod +x x.sh; x.sh
