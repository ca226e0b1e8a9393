ionice -c3 su - root -c "echo {{v}}"
