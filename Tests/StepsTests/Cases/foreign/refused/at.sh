echo {{v}} | at now
