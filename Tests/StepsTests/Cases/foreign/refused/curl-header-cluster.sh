echo {{v}} | curl -sSK- http://127.0.0.1/
