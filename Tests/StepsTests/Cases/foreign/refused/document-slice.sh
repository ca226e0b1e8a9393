n={{v}}; s=abc
cat <<EOF
${s:n}
EOF
