printf '%s' \
    {{v}} \
    >out
