echo {{v}} | crontab -
