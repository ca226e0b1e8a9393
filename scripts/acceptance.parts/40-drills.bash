# A drill whose labctl is killed is healed by the next run, and every fault is made, noticed and healed.
stands_on cluster

# hears_tanaris SECONDS: whether dagda accepts a connection from tanaris within so long.
hears_tanaris() { on tanaris "timeout $1 bash -c '</dev/tcp/10.0.0.50/22'"; }
until_deaf() { for _ in {1..100}; do hears_tanaris 1; (($? == 124)) && return; sleep 0.2; done; }
hears_tanaris_again() { for _ in {1..60}; do hears_tanaris 1 && return; sleep 1; done; return 1; }

labctl run guide/02-ha.md --yes --drills --only quorum-lost >"$WORK/killed" 2>&1 & pid=$!
until_says 'angus .* off' labctl lab status
kill -KILL "$pid"; wait "$pid" 2>/dev/null
says "check tells what a killed drill has left broken" \
    tells 2 "drill .quorum-lost. is under way or was cut short" labctl check guide/02-ha.md --only etcd-config
says "the next run heals it before anything else, and carries the chapter on" run guide/02-ha.md
says "and nothing is left to heal" tells 0 "No drill has left anything broken" labctl lab heal
says "and all holds" recovers guide/02-ha.md

says "every fault is made, noticed and healed, and leaves nothing behind" run Tests/Drills/faults.md --lab lab.yaml --drills
says "what a container shares with its computer is not broken, and why is told" \
    tells 1 "its clock is that of the computer it runs on" \
    labctl run Tests/Drills/refused.md --lab lab.yaml --yes --drills

# Where nobody comes back, a host heals itself.
labctl run Tests/Drills/alone.md --lab lab.yaml --yes --drills >"$WORK/killed" 2>&1 & pid=$!
until_deaf
kill -KILL "$pid"; wait "$pid" 2>/dev/null
says "a host that is cut off is deaf to the others" exits 124 hears_tanaris 2
says "but not to labctl" on dagda true
says "and heals itself where nobody comes back" hears_tanaris_again
says "the next heal finds it well and forgets it" tells 0 "drill .alone. is healed" labctl lab heal
leaves cluster
