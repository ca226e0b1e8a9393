# A snapshot of the running lab brings one host or all of them back, and the cluster with them.
stands_on cluster
snapshot=acceptance.snapshots
says "a snapshot of the running lab is kept" labctl lab snapshot $snapshot
for host in artio esus; do says "something is done on $host after it" on $host touch /root/after-the-snapshot; done
says "it is brought back on one host" labctl lab restore $snapshot artio
says "what came after it is gone there, and only there" \
    test "$(for host in artio esus; do on $host ls /root/after-the-snapshot 2>&1; done | grep -c ^/root)" = 1
says "something is done on artio again" on artio touch /root/after-the-snapshot
says "it is brought back" labctl lab restore $snapshot
says "what came after it is gone" exits 1 on artio test -e /root/after-the-snapshot
says "and the cluster of the chapter holds" recovers guide/02-ha.md
forget $snapshot
leaves cluster
