env BASH_ENV={{v}} true
