# A run that is killed, early or late, is carried to its end by the next one; that cluster is kept for later parts.
for seconds in 4 9 16; do
    says "fresh hosts for a run that is killed" labctl lab reset
    labctl run guide/02-ha.md --yes >"$WORK/killed" 2>&1 & pid=$!
    sleep "$seconds"; kill -KILL "$pid"; wait "$pid" 2>/dev/null
    says "killed after $seconds s it is carried to its end by the next" run guide/02-ha.md
    says "all holds, no file is half-written, the journal tells the truth" scripts/whole guide/02-ha.md
done
says "what it made is kept" keep_cluster
