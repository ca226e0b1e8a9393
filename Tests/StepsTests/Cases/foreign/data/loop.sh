for x in "{{v}}"; do printf '%s' "$x"; done >out
