echo "{{v}}" | kubectl apply -f -
