timeout 5 su - root -c "echo {{v}}"
