sudo -n bash -c "echo {{v}}"
