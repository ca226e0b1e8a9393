# Hosts come up as new.
says "fresh hosts come up" labctl lab up --fresh
leaves fresh
