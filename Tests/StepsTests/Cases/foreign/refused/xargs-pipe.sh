echo {{v}} | xargs -I{} sh -c 'echo {}'
