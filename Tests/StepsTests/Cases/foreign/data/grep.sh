printf '%s\n' "{{v}}" >all
grep -v '^never$' all >out 2>&1
