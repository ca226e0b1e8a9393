eval "$(echo echo {{v}})"
