extension ArtifactStep {
    /// A byte, the mode, the owner where the step says one, and the whole file, of each.
    public func mutations(on host: Host) -> [Mutation] {
        artifacts.flatMap { artifact in
            [
                FileMutations.byte(of: artifact.path),
                FileMutations.mode(of: artifact.path, wanted: artifact.mode),
                FileMutations.owner(of: artifact.path, wanted: artifact.owner),
                FileMutations.removal(of: artifact.path),
            ].compactMap { $0 }
        }
    }
}
