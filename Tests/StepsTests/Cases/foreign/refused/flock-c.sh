flock lk -c "echo {{v}}"
