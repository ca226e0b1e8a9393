# The guide is rendered, and the README's picture is the one that labctl draws. Needs no lab.
says "the guide is rendered as a handout" labctl render guide -o "$WORK/site"
says "the README's picture is what labctl draws" cmp guide/images/lab.svg <(labctl lab graph --format svg)
