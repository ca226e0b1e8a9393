# A lab that goes down leaves nothing on the computer, and one whose labctl was killed while it came up comes up.
stands_on cluster
says "the lab goes down" labctl lab down
says "no network namespace is left" as_before spaces
says "no mount of it is left" as_before mounts
[[ $(cat "$WORK/before.spaces") != 0 ]] ||
    says "the settings that Kubernetes changes are put back" as_before settings
labctl lab up >"$WORK/killed" 2>&1 & pid=$!
sleep 0.8; kill -KILL "$pid"; wait "$pid" 2>/dev/null
says "a lab whose labctl was killed while it came up comes up, its disks as they were" labctl lab up
says "and goes down again" labctl lab down
forget_cluster
