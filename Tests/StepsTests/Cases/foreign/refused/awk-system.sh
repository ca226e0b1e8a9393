awk -v v={{v}} 'BEGIN { system(v) }'
