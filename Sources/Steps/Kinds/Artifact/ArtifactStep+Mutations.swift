extension ArtifactStep {
    /// A byte, the mode, the owner where the step says one, and the whole file, of each.
    public func mutations(on host: Host) -> [Mutation] {
        artifacts.flatMap { artifact in
            [
                FileMutations.byte(of: artifact.path),
                FileMutations.mode(of: artifact.path, wanted: artifact.mode),
                FileMutations.owner(of: artifact.path, wanted: artifact.owner),
                FileMutations.removal(of: artifact.path),
            ].compactMap { $0 }.map { keepingDigest(of: artifact.path, $0) }
        }
    }

    /// The same, with the recorded digest of a file that was good kept good: moving a file changes its times, and a
    /// hundred megabytes would be hashed anew in every question that follows.
    private func keepingDigest(of path: String, _ mutation: Mutation) -> Mutation {
        let words = """
            file=\(Script.quote(path)) record=/var/lib/labctl/digests/\(Script.quote(path.replacing("/", with: "%")))
            key() { stat -L -c '%i:%s:%.9Y:%.9Z' -- "$file"; }

            """
        let aside = """
            if { read -r known _ <"$record"; } 2>&- && [[ $known == "$(key)" ]]; then mv "$record" "$record.good"; fi

            """
        let back = """

            if [[ -e $record.good ]]; then
                read -r _ digest <"$record.good"
                echo "$(key) $digest" >"$record" && rm "$record.good"
            fi
            """
        return Mutation(
            mutation.title, breaking: Script(words + aside + mutation.breaking.text),
            undoing: mutation.undoing.map { Script(words + $0.text + back) })
    }
}
