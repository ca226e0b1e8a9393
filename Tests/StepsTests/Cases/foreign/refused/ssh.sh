ssh host {{v}}
