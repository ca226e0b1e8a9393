echo {{v}}
mytool
