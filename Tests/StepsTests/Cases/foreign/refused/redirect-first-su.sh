</dev/null su -c "echo {{v}}"
