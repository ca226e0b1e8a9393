<<EOF bash
{{v}}
EOF
