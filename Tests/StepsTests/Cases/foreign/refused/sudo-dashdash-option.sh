mkdir -p dd; sudo -- rm {{o}} dd; test -e dd || touch pwned
