import Steps

/// Pods that do not come up.
enum PodCauses {
    static let all = [image, network, noNode, crash]

    private static let image = KnownCause("image-missing") { clues in
        let line = clues.line(
            with: "errimageneverpull", "imagepullbackoff", "errimagepull", "failed to pull image",
            "is not present with pull policy of never")
        guard line != nil else { return nil }
        let image =
            clues.word(/[Ii]mage "([^"]+)"/, inLineWith: "image \"")
            ?? clues.word(/Image:\s+(\S+)/, inLineWith: "image:")
        return Cause(
            "the image \(image ?? "of a pod") is not on the node and cannot be pulled. Is its name right, and was it imported "
                + "on every worker (ctr -n k8s.io images ls)?")
    }

    private static let network = KnownCause("cni") { clues in
        if let plugin = clues.word(/failed to find plugin "([^"]+)"/, inLineWith: "failed to find plugin") {
            return Cause(
                "the network plugin \(plugin) is not in the node's plugin directory (/usr/lib/cni): install it."
            )
        }
        guard
            clues.line(
                with: "cni plugin not initialized", "cni config uninitialized", "networkpluginnotready")
                != nil
        else { return nil }
        return Cause(
            "the node has no pod network yet: the file in /etc/cni/net.d or the plugins in /usr/lib/cni are missing, or "
                + "containerd looks for them elsewhere.")
    }

    private static let noNode = KnownCause("no-node") { clues in
        guard let line = clues.line(with: "nodes are available:", "no nodes available to schedule pods")
        else { return nil }
        return Cause(
            "no node takes the pod: the scheduler says \"\(Clues.quoted(line.suffix(from: clues.start(of: line))))\" Look at "
                + "the nodes first.")
    }

    private static let crash = KnownCause("crash-loop") { clues in
        guard clues.line(with: "crashloopbackoff", "back-off restarting failed container") != nil else {
            return nil
        }
        return Cause(
            "a container starts and ends again and again: what it said before its end is in kubectl logs --previous POD."
        )
    }
}

extension Clues {
    /// Where the scheduler's own words begin: `0/2 nodes are available: …`.
    fileprivate func start(of line: String) -> String.Index {
        line.firstMatch(of: /[0-9]+\/[0-9]+ nodes are available|no nodes available/)?.range.lowerBound
            ?? line.startIndex
    }
}
