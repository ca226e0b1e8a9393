echo {{v}} |& sh
