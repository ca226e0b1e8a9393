/// `hint`: help for somebody whose step does not hold, as a ladder of which one rung is shown at a time.
public struct Hint: Companion, Hashable {
    /// One piece of help.
    public struct Rung: Sendable, Hashable {
        /// `symptom`, `place`, `direction` or `command`.
        public var name: String
        /// The help, as Markdown; what is to be typed, where it is a `command`.
        public var text: String

        /// What a reader is told it is.
        public var title: String { Hint.titles[name] ?? name }
        /// Whether it is to be typed as it stands.
        public var isCommand: Bool { name == "command" }
    }

    private static let titles = [
        "symptom": "what one sees", "place": "where to look", "direction": "which way to go",
        "command": "what to type",
    ]

    /// The rungs that were written, from the one that gives away least.
    public let rungs: [Rung]

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "hint",
        states:
            "helps with a step that does not hold, one level at a time, from a first idea to the full "
            + "command",
        probing: "",
        body: "the levels, in YAML; at least one",
        bodyFields: [
            .init("symptom", "text", "what the student sees when the step fails, and what it means"),
            .init("place", "text", "where to look"),
            .init("direction", "text", "what to look for there, and what it means"),
            .init("command", "text", "the full command to type"),
        ],
        example: """
            ```yaml {hint for=#etcd-up}
            symptom: "`systemctl start etcd` does not come back: a member waits for a second one."
            place: The journal of etcd on each of the three hosts.
            direction: A member that remembers another cluster refuses the others. Compare the data directories.
            command: journalctl -u etcd -n 20
            ```
            """)

    /// Reads the body.
    public init(from decoder: inout StepDecoder) {
        let place = decoder.bodyPlace
        rungs = decoder.yamlBody { fields in
            let rungs = Self.documentation.bodyFields.compactMap { field in
                fields.text(field.name).map { Rung(name: field.name, text: String($0.trimmingSpaces)) }
            }
            if rungs.isEmpty && fields.problems.isEmpty {
                let names = Self.documentation.bodyFields.map(\.name).joined(separator: ", ")
                fields.report(
                    .error("empty-body", at: place, "this `hint` says nothing", ["Write one of: \(names)."]))
            }
            return rungs
        }
    }
}

extension Step {
    /// The rungs of all its hints for one host, a block after another.
    public func rungs(in scope: Scope) -> [Hint.Rung] { companions(Hint.self, in: scope).flatMap(\.rungs) }

    /// Whether somebody wrote hints for it.
    public var hasHints: Bool { companions.contains { $0.type == Hint.self } }
}
