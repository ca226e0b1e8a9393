chroot / su - root -c "echo {{v}}"
