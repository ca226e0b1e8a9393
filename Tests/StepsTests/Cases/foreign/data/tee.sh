printf '%s\n' "{{v}}" | tee out >/dev/null
