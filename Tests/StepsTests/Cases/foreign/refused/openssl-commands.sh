echo {{v}} | openssl
