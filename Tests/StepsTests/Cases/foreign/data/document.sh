mkdir -p folder
cat >out <<EOF
{{v}}
EOF
chmod 0600 out
