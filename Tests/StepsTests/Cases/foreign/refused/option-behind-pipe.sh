printf -- x | rm {{o}}
