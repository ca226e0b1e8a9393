mksh -c "echo {{v}}"; csh -c "echo {{v}}"
