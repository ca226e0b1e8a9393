cat <<EOF
{{v}}
