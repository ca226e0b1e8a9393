sudo -n su - root -c "echo {{v}}"
