sudo -e {{v}}
