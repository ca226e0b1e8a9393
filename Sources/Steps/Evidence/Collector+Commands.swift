extension Collector {
    /// What a command speaks of: units, a cluster, servers by their URLs.
    static func spokenOf(in command: String) -> [Collector] {
        let urls = command.split { $0.isWhitespace || "\"',;".contains($0) }
            .compactMap { word in word.firstRange(of: "http").map { String(word[$0.lowerBound...]) } }
        return UnitNames.found(in: command).prefix(2).flatMap { Collector.unit($0) }
            + (Cluster(askedBy: command).map { [$0.nodes] } ?? [])
            + urls.prefix(1).flatMap { ServerAddress(url: $0)?.collectors ?? [] }
    }
}
