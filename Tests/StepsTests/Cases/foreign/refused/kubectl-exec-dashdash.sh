sudo -- env {{o}} true
