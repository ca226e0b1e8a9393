cat <<EOF
$(( {{v}} ))
EOF
