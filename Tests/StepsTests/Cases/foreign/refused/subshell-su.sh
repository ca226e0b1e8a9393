( cd / && su -c "{{v}}" )
