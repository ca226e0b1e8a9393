read -r n <<<{{v}}
(( n > 1 ))
