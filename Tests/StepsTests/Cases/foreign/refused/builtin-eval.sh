builtin eval {{v}}
