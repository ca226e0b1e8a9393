timeout 1 watch -n1 "echo {{v}}"
