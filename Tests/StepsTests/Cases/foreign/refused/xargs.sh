printf '%s' {{v}} | xargs echo
