unshare -n su - root -c "echo {{v}}"
