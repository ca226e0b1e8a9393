if [[ a != "{{v}}" && ( -n "{{v}}" || a < b ) ]]; then printf "%s" "{{v}}" >out; fi
