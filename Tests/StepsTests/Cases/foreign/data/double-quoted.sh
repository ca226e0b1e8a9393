printf '%s' "{{v}}" >out
