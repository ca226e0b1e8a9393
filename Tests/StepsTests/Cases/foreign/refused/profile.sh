echo {{v}} >>/root/.bashrc
