import Steps

extension Plan {
    /// Every step of which something is asked or carried out when this plan is: those selected, the checks that show their
    /// results, and the steps that are asked for values which one of these needs.
    public var reach: [Entry] {
        var found: [Entry] = [], waiting = entries
        var known: Set<String> = []
        while let entry = waiting.popLast() {
            guard known.insert(entry.step.id).inserted else { continue }
            found.append(entry)
            waiting += results(of: entry) + sources(of: entry)
        }
        return found.sorted { $0.step.block.place < $1.step.block.place }
    }
}
