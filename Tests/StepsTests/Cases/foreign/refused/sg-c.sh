sg root -c "echo {{v}}"
