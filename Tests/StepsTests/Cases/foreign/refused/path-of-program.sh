/tmp/cat {{v}}
