declare x_{{v}}=1
