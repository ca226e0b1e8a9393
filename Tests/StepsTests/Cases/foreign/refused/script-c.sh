script -qc "echo {{v}}" /dev/null
