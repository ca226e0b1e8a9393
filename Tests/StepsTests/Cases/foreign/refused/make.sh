make {{v}}
