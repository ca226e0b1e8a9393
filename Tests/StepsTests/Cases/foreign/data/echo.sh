echo {{v}} "{{v}}" '{{v}}' "$(echo {{v}})"
