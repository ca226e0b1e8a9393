trap {{v}} EXIT
