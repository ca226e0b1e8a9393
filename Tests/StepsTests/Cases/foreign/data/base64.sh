printf '%s' "{{v}}" | base64 -w0 >encoded
base64 -d <encoded >out
