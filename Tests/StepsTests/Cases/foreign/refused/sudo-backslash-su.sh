sudo \
  su - root -c "echo {{v}}"
