e"val" {{v}}
