extension PkiStep {
    /// Certificates that have expired, are another's, name too little or do not fit their key; keys that others may
    /// read; files that are gone.
    public func mutations(on host: Host) -> [Mutation] { files.flatMap(mutations) }

    private func mutations(of file: PkiFile) -> [Mutation] {
        switch file {
        case .authority(let path):
            [forged(path, "is another authority of the same name", "another_authority")]
                + [FileMutations.removal(of: path)]
        case .certificate(let it):
            forgeries(of: it) + [
                FileMutations.make(
                    "\(it.key) is another key", it.key, FileMutations.copy + PkiForgery.newKey),
                FileMutations.mode(of: it.key, wanted: it.mode),
                FileMutations.removal(of: it.path), FileMutations.removal(of: it.key),
            ] + [FileMutations.owner(of: it.key, wanted: it.owner ?? "root:root")].compactMap { $0 }
        case .keyPair(let key, let half, let mode, _):
            [
                FileMutations.make("\(key) is another key", key, FileMutations.copy + PkiForgery.newKey),
                FileMutations.mode(of: key, wanted: mode), FileMutations.removal(of: key),
            ] + (half.map { [FileMutations.removal(of: $0)] } ?? [])
        }
    }

    private func forgeries(of it: PkiFile.Certificate) -> [Mutation] {
        let names = it.configuredNames
        let fewer = it.names.count > 1 ? String(names[..<(names.lastIndex(of: ",") ?? names.endIndex)]) : ""
        let usage = it.usages.count == 1 && it.usage == "server" ? "clientAuth" : "serverAuth"
        let forge = { (issuer: String, days: Int, usage: String, names: String) in
            ["forge", it.key, it.subject, issuer, "\(days)", usage, names].map { Script.quote($0) }
                .joined(separator: " ")
        }
        let own = it.usages.map(\.configured).joined(separator: ",")
        let all = [
            forged(it.path, "has expired", forge(authority, 0, own, names)),
            forged(
                it.path, "is signed by another authority of the same name", forge(authority, 9, own, names)),
            forged(it.path, "is signed by itself", forge("", 9, own, names)),
        ]
        let others = [
            forged(it.path, "does not name \(it.names.last ?? "")", forge(authority, 9, own, fewer)),
            forged(it.path, "is for another usage", forge(authority, 9, usage, names)),
        ]
        return all + (it.names.isEmpty ? Array(others.dropFirst()) : others)
    }

    private func forged(_ path: String, _ title: String, _ call: String) -> Mutation {
        let script = "name=\(Script.quote(authority))\n" + PkiForgery.functions + call
        return FileMutations.make("\(path) \(title)", path, FileMutations.copy + script)
    }
}
