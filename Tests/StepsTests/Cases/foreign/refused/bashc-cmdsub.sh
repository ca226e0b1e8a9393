bash -c "$(printf 'echo %s' {{v}})"
