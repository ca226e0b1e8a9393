// What a reader needs who carries the step out by hand.
extension ArtifactStep {
    /// The files to be installed.
    public var paths: [String] { artifacts.map(\.path) }

    /// Fetched by curl(1); files that labctl sends itself have no command.
    public var commandsByHand: String? {
        guard artifacts.allSatisfy({ !$0.url.hasPrefix("local:") }) else { return nil }
        let lines = artifacts.map { artifact in
            let path = Script.quote(artifact.path)
            return "curl -fLo \(path) \(Script.quote(artifact.url))\nchmod \(artifact.mode.octal) \(path)"
        }
        return lines.joined(separator: "\n")
    }
}
