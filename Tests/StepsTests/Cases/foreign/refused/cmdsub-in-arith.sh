echo $(( $(echo {{v}}) + 1 ))
