# The cluster of chapter 2, without any other work, comes back from its snapshot; it is still starting.
if ! has_snapshot "$(cluster_snapshot)"; then
    stands_on fresh
    says "chapter 2 is carried out" run guide/02-ha.md
    says "its cluster is kept" labctl lab snapshot "$(cluster_snapshot)"
fi
says "the cluster of chapter 2 is brought back" labctl lab restore "$(cluster_snapshot)"
leaves restored
