/// `mount`: a file system is mounted there (proc(5), /proc/self/mounts).
struct MountMatcher: Matcher {
    let path: String
    let type: String?
    let source: String?

    static let documentation = MatcherDocumentation(
        "mount", "path", states: "a file system is mounted at this path",
        options: [
            .init("type", "word", "its type: `nfs4`, `fuse.glusterfs`, …"),
            .init("source", "text", "what is mounted: `angus:/web`"),
        ],
        example: """
            mount: /mnt/web
            type: fuse.glusterfs
            """)

    init(from fields: inout Fields) {
        path = fields.requiredPath("mount")
        type = fields.text("type")
        source = fields.text("source")
    }

    /// No process at all; the last line of a path is the mount that is seen.
    var script: String {
        """
        found=
        while read -r source target type _; do
            if [[ $target == \(Script.quote(path.replacing(" ", with: "\\040"))) ]]; then found="$type $source"; fi
        done </proc/self/mounts
        printf '%s' "$found"
        """
    }

    var title: String { "mount \(path)" }

    func finding(_ answer: Reply) -> Finding {
        let words = answer.output.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2 else { return .differs([Difference("nothing is mounted at \(path)")]) }
        var differences: [Difference] = []
        if let type, type != words[0] {
            differences.append(Difference("\(path) is of type \(words[0]), not \(type)"))
        }
        if let source, source != words[1] {
            differences.append(Difference("\(path) is a mount of \(words[1]), not \(source)"))
        }
        return Finding(differences, seen: answer.output)
    }
}

extension MountMatcher {
    /// What is mounted there instead.
    var collectors: [Collector] { [.mount(path), .path(path)] }

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
