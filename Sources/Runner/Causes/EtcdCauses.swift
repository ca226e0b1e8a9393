/// Members of etcd that do not fit together.
enum EtcdCauses {
    static let all = [otherCluster, quota, noLeader]

    private static let otherCluster = KnownCause("etcd-other-cluster") { clues in
        let line = clues.line(
            with: "cluster id mismatch", "member count is unequal", "has already been bootstrapped",
            "cluster-id-mismatch",
            "member id mismatch", "unmatched member while checking peerurls")
        guard line != nil else { return nil }
        return Cause(
            "etcd on \(clues.host) and the other members are not of one cluster: its data directory remembers another, or "
                + "ETCD_INITIAL_CLUSTER is not the same everywhere. Compare the settings; if they are right, stop etcd, "
                + "remove the data directory (ETCD_DATA_DIR), and start it again.")
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
