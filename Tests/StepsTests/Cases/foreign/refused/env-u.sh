env -i su - root -c "echo {{v}}"
