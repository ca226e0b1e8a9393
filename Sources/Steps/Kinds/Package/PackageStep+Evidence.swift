extension PackageStep {
    /// Which versions there are and where from, and what dpkg did last.
    public func collectors(on host: Host) -> [Collector] {
        let names = packages.map { Script.quote($0.name) }.joined(separator: " ")
        return [
            .with(
                "apt-cache", "what apt knows of the packages",
                "apt-cache policy -- \(names) 2>&1 | head -n 40"),
            Collector("the end of dpkg's log", Script("tail -n 8 /var/log/dpkg.log 2>&-")),
        ]
    }
}
