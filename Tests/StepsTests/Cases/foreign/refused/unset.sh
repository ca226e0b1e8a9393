unset "x[{{v}}]"
