echo {{v}} | sed 's/^//e'
