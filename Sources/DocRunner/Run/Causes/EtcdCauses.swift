/// Members of etcd that do not fit together.
enum EtcdCauses {
    static let all = [lostData, removed, otherCluster, quota, noLeader]

    /// The cluster remembers the member, the member does not remember the cluster (etcd's runtime reconfiguration guide).
    private static let lostData = KnownCause("etcd-lost-data") { clues in
        guard clues.line(with: "has already been bootstrapped") != nil else { return nil }
        return Cause(
            "etcd on \(clues.host) has no data, and the others know it as a member that had some. First compare ETCD_DATA_DIR "
                + "there: with a misspelt path it looks the same. A member that lost its disk must join again as a new one; it gets "
                + "its data from the others: on one of them etcdctl member list, member remove with the ID of \(clues.host) and of no "
                + "other, member add NAME --peer-urls=URL; then start it here with ETCD_INITIAL_CLUSTER_STATE=existing."
        )
    }

    private static let removed = KnownCause("etcd-removed") { clues in
        guard clues.line(with: "has been permanently removed from the cluster") != nil else { return nil }
        return Cause(
            "etcd on \(clues.host) uses a number that was removed from the cluster. It must join again as "
                + "a new member: on another member etcdctl "
                + "member list, member remove with the ID of \(clues.host), and of no other, if it is still listed, member add NAME --peer-urls=URL; here stop etcd, move its "
                + "data aside (keep them until all is well), and start it with ETCD_INITIAL_CLUSTER_STATE=existing."
        )
    }

    /// Either side may be wrong, so the advice never says to delete data.
    private static let otherCluster = KnownCause("etcd-other-cluster") { clues in
        let line = clues.line(
            with: "cluster id mismatch", "member count is unequal", "cluster-id-mismatch",
            "member id mismatch", "unmatched member while checking peerurls")
        guard line != nil else { return nil }
        return Cause(
            "etcd on \(clues.host) and another member are not of one cluster, and the line does not tell which of the two is "
                + "wrong. Compare ETCD_INITIAL_CLUSTER and ETCD_DATA_DIR on all of them, then etcdctl member list on each. Delete "
                + "nothing: data of another cluster are moved aside and kept.")
    }

    private static let quota = KnownCause("etcd-quota") { clues in
        guard clues.line(with: "mvcc: database space exceeded", "alarm:nospace") != nil else { return nil }
        return Cause(
            "etcd's database has reached its quota and takes no more writes: compact and defragment it, then disarm the "
                + "alarm (etcdctl alarm disarm).")
    }

    private static let noLeader = KnownCause("etcd-no-leader") { clues in
        guard clues.line(with: "etcdserver: no leader", "raft.node: no leader") != nil else { return nil }
        return Cause(
            "etcd has no leader: fewer than half of its members and one can talk to each other. Look at the members that "
                + "are down or cut off, before this one.")
    }
}
