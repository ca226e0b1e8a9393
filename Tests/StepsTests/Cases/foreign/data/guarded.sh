touch -- {{v}} 2>/dev/null; printf '%s' {{v}} >out
