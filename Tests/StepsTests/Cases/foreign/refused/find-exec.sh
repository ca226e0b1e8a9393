find base -maxdepth 0 -exec sh -c "echo {{v}}" \;
