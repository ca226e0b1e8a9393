// How what matchers ask for is broken on a host, and which false answers each must notice.

extension PortMatcher {
    func mutations(on host: Host) -> [Mutation] {
        isOpen ? [NetworkMutations.closed(port: port, of: address, on: host)] : []
    }

    /// Only whether the connection came about counts.
    func falseAnswers(to answer: Reply) -> [FalseAnswer] { [answer.failing(title)] }
}

extension AddressMatcher {
    func mutations(on host: Host) -> [Mutation] { [NetworkMutations.moved(address)] }

    /// ip(8) succeeds whether an interface holds the address or not.
    func falseAnswers(to answer: Reply) -> [FalseAnswer] { [answer.silent(title)].compactMap { $0 } }
}

extension UnitMatcher {
    func mutations(on host: Host) -> [Mutation] {
        let power = state == "active" ? [UnitMutations.stop(unit)] : [UnitMutations.start(unit)]
        guard let isEnabled else { return power }
        return power + [isEnabled ? UnitMutations.disable(unit) : UnitMutations.enable(unit)]
    }
}

extension FileMatcher {
    func mutations(on host: Host) -> [Mutation] {
        if isAbsent { return [FileMutations.creation(of: path)] }
        return [
            FileMutations.removal(of: path), mode.map { FileMutations.mode(of: path, wanted: $0) },
            FileMutations.owner(of: path, wanted: owner),
            contains.map { FileMutations.lines(of: path, with: $0) },
        ].compactMap { $0 }
    }

    /// The script itself always succeeds.
    func falseAnswers(to answer: Reply) -> [FalseAnswer] {
        isAbsent ? [] : [answer.silent(title)].compactMap { $0 }
    }
}

extension MountMatcher {
    func mutations(on host: Host) -> [Mutation] {
        let word = Script.quote(path)
        return [
            Mutation(
                "nothing is mounted at \(path)",
                breaking: Script(
                    """
                    findmnt -nro FSTYPE,OPTIONS,SOURCE --mountpoint \(word) >/run/labctl-mount || exit 77
                    umount \(word)
                    """),
                undoing: Script(
                    """
                    read -r type options source </run/labctl-mount && rm /run/labctl-mount
                    findmnt --mountpoint \(word) >/dev/null || mount -t "$type" -o "$options" "$source" \(word)
                    """))
        ]
    }

    /// The script itself always succeeds.
    func falseAnswers(to answer: Reply) -> [FalseAnswer] { [answer.silent(title)].compactMap { $0 } }
}

extension DNSMatcher {
    func mutations(on host: Host) -> [Mutation] {
        if let server { return [NetworkMutations.unreachable(server)] }
        guard type == nil else { return [FileMutations.removal(of: "/etc/resolv.conf")] }
        return [
            FileMutations.lines(of: "/etc/hosts", with: name), FileMutations.removal(of: "/etc/resolv.conf"),
        ]
    }
}
