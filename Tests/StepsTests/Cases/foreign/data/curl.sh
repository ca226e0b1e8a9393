curl -sS --max-time 1 -H "Authorization: Bearer {{v}}" http://127.0.0.1:1/ || printf '%s' "{{v}}" >out
