\eval {{v}}
