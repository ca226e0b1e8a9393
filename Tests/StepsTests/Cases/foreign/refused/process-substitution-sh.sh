echo {{v}} > >(sh)
