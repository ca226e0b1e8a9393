curl -sK - <<<{{v}}
