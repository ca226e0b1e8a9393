# Functions for scripts that use the lab: sourced from the project's folder.
# `labctl` is the release build; $WORK is a folder that lives as long as the script.
export PATH=$PWD/.build/release:$PATH
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

# on HOST a-command…: its output and exit code.
on() { local host=$1; shift; labctl lab ssh "$host" -- "$@"; }

run() { labctl run "$@" --yes; }

# counted OUTCOME: how many steps of the last run ended so.
counted() {
    labctl report --format jsonl | tail -n 1 | python3 -c '
import json, sys
print(json.load(sys.stdin)["counts"].get(sys.argv[1], 0))' "$1"
}

# changes_nothing CHAPTER…: a run finds that every step holds already.
changes_nothing() { run "$@" && [[ $(counted changed) == 0 ]]; }
