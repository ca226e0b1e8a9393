echo {{v}} | { read -r x; sh; }
