printf '%s' '{{v}}' >out
