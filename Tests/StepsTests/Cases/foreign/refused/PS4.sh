PS4="{{v}} "; set -x; true
