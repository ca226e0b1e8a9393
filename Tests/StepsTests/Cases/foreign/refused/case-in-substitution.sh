echo "$(case a in a) su -c "{{v}}";; esac)"
