timeout 60 nice -n 1 env A=b printf '%s' "{{v}}" >out
