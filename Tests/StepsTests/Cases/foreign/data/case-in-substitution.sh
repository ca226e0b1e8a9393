printf '%s' "$(case a in a) printf '%s' "{{v}}" ;; esac)" >out
