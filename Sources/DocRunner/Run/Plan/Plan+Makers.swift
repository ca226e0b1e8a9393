import Steps

// What one step misses and another one makes.
extension Plan {
    /// The finding; a difference about a file that is not there says which step of the chapter makes it on that host.
    func namingMakers(in finding: Finding, on host: Host) -> Finding {
        guard case .differs(let differences) = finding else { return finding }
        return .differs(
            differences.map { difference in
                guard let path = difference.missingFile else { return difference }
                var difference = difference
                difference.summary +=
                    maker(of: path, on: host).map { "; step `\($0)` makes it" }
                    ?? "; no step of this chapter makes it"
                return difference
            })
    }

    /// The id of the first step that makes a file on a host.
    private func maker(of path: String, on host: Host) -> String? {
        let makers = (entries + unselected).filter {
            $0.contents[host.name]?.action?.paths.contains(path) == true
        }
        return makers.min { $0.step.block.place < $1.step.block.place }?.step.id
    }
}
