mytool {{v}}
