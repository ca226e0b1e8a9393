env -- {{o}} rm x
