rm -rf {{o}} # --
