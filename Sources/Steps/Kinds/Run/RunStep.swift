/// `run`: a command has been carried out.
public struct RunStep: ActionKind {
    let script: Script
    let unless: Script?
    let creates: String?

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "run",
        states: "a command has been carried out",
        probing:
            "`unless=` (a command that succeeds), `check=` (the same) or `creates=` (a path that exists); "
            + "without one it always acts, and lint says so",
        body: "bash, carried out with `set -euo pipefail` and no standard input",
        attributes: [
            .init("unless", "command", "nothing to do when this command succeeds"),
            .init("check", "command", "the same as `unless`, worded as what must hold afterwards"),
            .init("creates", "path", "nothing to do when this path exists"),
        ],
        example: """
            ```bash {run #etcd-up on=etcd unless="systemctl is-active --quiet etcd" timeout=60s}
            systemctl enable --now etcd
            ```
            """,
        bodyForm: .commands,
        noMutations:
            "what `unless` and `check` ask, only the chapter's author can break; what `creates` names is removed"
    )

    /// Reads the attributes and takes the body as the script.
    public init(from decoder: inout StepDecoder) {
        script = Script("set -euo pipefail\n" + decoder.code())
        let conditions = ["unless", "check"].compactMap { decoder.attributes.code($0) }
        creates = decoder.attributes.text("creates")
        let all = conditions + (creates.map { ["test -e \(Script.quote($0))"] } ?? [])
        unless = all.isEmpty ? nil : Script(all.map { "{ \($0)\n}" }.joined(separator: " && "))
        if decoder.body.trimmingSpaces.isEmpty {
            decoder.attributes.report(
                .error("empty-body", at: decoder.place, "`run` needs a command in its body"))
        }
    }

    /// The author's own condition.
    public func probe(on host: Host) -> Probe? {
        unless.map { .status($0, otherwise: "the command has not been carried out") }
    }

    /// The script.
    public func commands(on host: Host, after finding: Finding?) -> [Command] { [.run(script)] }

    /// A step that nothing can probe acts each time.
    public var doubts: [String] {
        unless == nil
            ? [
                "nothing can tell whether this `run` was carried out: give it `unless=`, `check=` or `creates=`"
            ] : []
    }

    /// The first line of the script.
    public var title: String {
        String(script.text.split(separator: "\n").dropFirst().first ?? "run")
    }
}
