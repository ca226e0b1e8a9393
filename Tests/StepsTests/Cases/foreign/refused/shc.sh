sh -c "echo {{v}}"
