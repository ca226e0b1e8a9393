awk "BEGIN { print \"{{v}}\" }"
