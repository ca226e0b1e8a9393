# a comment
printf '%s' {{v}} >out # and another
