for n in {{v}}; do (( n > 3 )); done
