echo {{v}} | sudo tee /etc/cron.d/x
