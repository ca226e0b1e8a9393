{ true && ! false; } && { printf '%s' {{v}}; } >out 2>/dev/null
