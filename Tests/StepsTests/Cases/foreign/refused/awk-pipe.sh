awk -v v={{v}} 'BEGIN { print v | "sh" }'
