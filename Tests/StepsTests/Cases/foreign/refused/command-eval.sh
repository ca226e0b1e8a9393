command eval {{v}}
