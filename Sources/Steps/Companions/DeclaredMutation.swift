/// `mutation`: a way to break what a step states that its author knows of; `labctl selftest` expects the step to notice.
public struct DeclaredMutation: Companion {
    /// What is broken, in words.
    public let title: String
    /// The hosts where it is carried out; nil is each host of the step by itself.
    public let hosts: Selector?
    /// What breaks it.
    public let breaking: Script
    /// What undoes it; nil where only a snapshot does.
    public let undoing: Script?

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "mutation",
        states: "breaks what a step states, for `labctl selftest`: the step's check must notice",
        probing: "",
        body: "bash that breaks it",
        attributes: [
            .init(
                "title", "text",
                "what is broken, in a few words; the first line of the body where nothing is said"),
            .init(
                "on", "hosts",
                "where it is carried out; each host of the step, one after another, where nothing is said"),
            .init("undo", "command", "what undoes it; the lab's snapshot where nothing is said"),
        ],
        example: """
            ```bash {mutation for=#etcd-up title="etcd listens elsewhere" undo="mv /root/etcd /etc/default/etcd"}
            cp -p /etc/default/etcd /root/etcd
            sed -i s/2379/2378/ /etc/default/etcd
            ```
            """)

    /// Reads the attributes and takes the body as what breaks.
    public init(from decoder: inout StepDecoder) {
        breaking = Script("set -euo pipefail\n" + decoder.body)
        undoing = decoder.attributes.text("undo").map { Script($0) }
        hosts = decoder.attributes.entry("on").flatMap { entry in
            decoder.attributes.text("on").map { Selector($0, at: entry.valuePlace) }
        }
        let firstLine = decoder.body.split(separator: "\n").first.map(String.init) ?? ""
        title = decoder.attributes.text("title") ?? firstLine
        if decoder.body.trimmingSpaces.isEmpty {
            decoder.attributes.report(
                .error("empty-body", at: decoder.place, "`mutation` needs a command in its body"))
        }
    }
}
