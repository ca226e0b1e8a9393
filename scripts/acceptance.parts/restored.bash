# The cluster of chapter 2, without any other work, comes back from its snapshot; it is still starting.
if ! cluster_is_kept; then
    stands_on fresh
    says "chapter 2 is carried out" run guide/02-ha.md
    says "its cluster is kept" keep_cluster
fi
says "the cluster of chapter 2 is brought back" restore_cluster
leaves restored
