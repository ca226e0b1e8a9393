echo {{v}} | sudo -s
