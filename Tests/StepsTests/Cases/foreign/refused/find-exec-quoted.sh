find . -"exec" sh -c "{{v}}" \;
