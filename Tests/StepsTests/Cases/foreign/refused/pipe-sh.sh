echo {{v}} | sh
