# A host whose power is cut, even with a frozen container on it, is told as unreachable and comes back as it was.
stands_on cluster
# shellcheck disable=SC2016 # the host expands it
says "a process of a host is frozen, where the computer has a freezer" on esus \
    'held=/sys/fs/cgroup/freezer/held; test -d ${held%/*} || exit 0; mkdir -p $held
    sleep 1000 >/dev/null 2>&1 & echo $! >$held/cgroup.procs; echo FROZEN >$held/freezer.state
    grep -Eq "FROZEN|FREEZING" $held/freezer.state'
says "a host is powered off, though a container of it is frozen" labctl lab power off esus
says "an unreachable host gives exit code 2" exits 2 labctl check guide/02-ha.md
says "and is powered on again" labctl lab power on esus
says "and found as it should be" recovers guide/02-ha.md
leaves cluster
