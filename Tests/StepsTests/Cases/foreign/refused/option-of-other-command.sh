true --; rm {{o}}
