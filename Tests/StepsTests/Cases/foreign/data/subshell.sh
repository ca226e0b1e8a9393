(
    cd . && printf '%s' {{v}}
) >out
