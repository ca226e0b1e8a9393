/// `mutation`: a way to break what a step states that its author knows of; `labctl selftest` expects the step to notice.
public struct DeclaredMutation: Companion {
    /// What is broken, in words.
    public let title: String
    /// The hosts where it is carried out; nil is each host of the step by itself.
    public let hosts: Selector?
    /// What breaks it; nil where the block only explains why one of the kind's own mutations survives.
    public let breaking: Script?
    /// What undoes it; nil where only a snapshot does.
    public let undoing: Script?
    /// Why the step's check may miss it; nil where it must notice.
    public let survives: String?
    /// Where the block stands.
    public let place: SourcePlace

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "mutation",
        states:
            "breaks what a step states, for `labctl selftest`: the step's check must notice. Or it explains, by "
            + "`survives`, why the check need not",
        probing: "",
        body:
            "bash that breaks it, with `set -euo pipefail`; empty where `title` and `survives` explain a mutation that "
            + "the step's kind derives",
        attributes: [
            .init(
                "title", "text",
                "what is broken, in a few words; the first line of the body by default"),
            .init(
                "on", "hosts",
                "where it is carried out, at once; each host of the step, one after another, by default"
            ),
            .init("undo", "command", "what undoes it; the lab's snapshot by default"),
            .init(
                "survives", "text",
                "why the check need not notice; it is listed with this reason, and counts as not noticed"),
        ],
        example: """
            ```bash {mutation for=#etcd-up title="etcd listens elsewhere" undo="mv /root/etcd /etc/default/etcd"}
            cp -p /etc/default/etcd /root/etcd
            sed -i s/2379/2378/ /etc/default/etcd
            ```
            """)

    /// Reads the attributes and takes the body as what breaks.
    public init(from decoder: inout StepDecoder) {
        let isEmpty = decoder.body.trimmingSpaces.isEmpty
        breaking = isEmpty ? nil : Script("set -euo pipefail\n" + decoder.code())
        survives = decoder.attributes.text("survives")
        place = decoder.place
        undoing = decoder.attributes.code("undo").map { Script($0) }
        hosts = decoder.attributes.entry("on").flatMap { entry in
            decoder.attributes.text("on").map { Selector($0, at: entry.valuePlace) }
        }
        title = decoder.attributes.text("title") ?? String(decoder.body.firstLine).asData
        if isEmpty && (survives == nil || title.isEmpty) {
            decoder.attributes.report(
                .error(
                    "empty-body", at: decoder.place, "`mutation` needs a command in its body",
                    ["Or `title=` and `survives=`, to explain a mutation that the step's kind derives."]))
        }
    }
}
