{ printf "%s" 1; } >"{{v}}.sh"
