select x in {{v}}; do break; done
