read -r "a[{{v}}]" <<<x
