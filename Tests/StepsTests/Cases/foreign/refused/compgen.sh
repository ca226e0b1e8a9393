compgen -W "{{v}}"
