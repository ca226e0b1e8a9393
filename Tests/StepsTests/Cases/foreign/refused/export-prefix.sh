export x_{{v}}=1
