mapfile -C {{v}} -c 1 lines <<<x
