import PlainText

// How the parts of a drill are written.
extension DrillCheck {
    static let documentation: [KindDocumentation.Field] = [
        .init("that", "text", "what it means, for the timeline; the matchers by default"),
        .init("from", "host", "the host that is asked, where no quantifier says it"),
    ]

    /// Reads a check, its name, and where it is asked: exactly one of a quantifier and `from` must say it.
    init(from fields: inout Fields, at place: SourcePlace) {
        let own = Self.documentation.map(\.name)
        let written = fields.text("that")
        let from = fields.selector("from")
        let check = CheckStep(from: &fields, at: fields.entries.first?.place ?? place, own: own)
        if from == nil && check.hosts == nil {
            fields.report(
                .error(
                    "missing", at: fields.place, "\(fields.title) needs `from`: the host that asks",
                    ["Or say of how many hosts it must hold: `exactly: 1 of masters`."]))
        } else if let from, check.hosts != nil {
            fields.report(
                .error(
                    "two-hosts", at: from.place, "the quantifier says already which hosts are asked",
                    ["Leave out `from`."]))
        }
        name = HostText.line(written ?? check.title, limit: 1000)
        self.check = check
        asked = check.hosts ?? from
    }
}

extension Ledger {
    static let documentation: [KindDocumentation.Field] = [
        .init("from", "host", "the host that writes and reads", required: true),
        .init("write", "command", "writes the number `$N`; exit status 0 acknowledges it", required: true),
        .init(
            "read", "command", "prints every number that is there, with anything around it", required: true),
        .init("clear", "command", "takes the entries away again at the end"),
        .init("every", "duration", "the pause between two writes; 200ms by default"),
    ]

    init(from fields: inout Fields) {
        host = fields.selector("from") ?? Selector("all", at: fields.place)
        if !fields.has("from") { _ = fields.requiredText("from") }
        write = fields.requiredCode("write")
        read = fields.requiredCode("read")
        clear = fields.code("clear")
        cadence = fields.duration("every") ?? .milliseconds(200)
        if !write.isEmpty, !write.contains("$N"), !write.contains("${N}") {
            fields.reportValue("write", write, "a command that writes `$N`, a number that is new each time")
        }
        fields.finish()
    }
}

extension Remedy {
    static let documentation: [KindDocumentation.Field] = [
        .init("on", "hosts", "where it is carried out", required: true),
        .init(
            "run", "command", "what heals; it may be carried out twice, and where nothing is broken",
            required: true),
    ]

    init(from fields: inout Fields) {
        if !fields.has("on") { _ = fields.requiredText("on") }
        hosts = fields.selector("on") ?? Selector("all", at: fields.place)
        script = Script(fields.requiredCode("run"))
        fields.finish()
    }
}

extension Fields {
    /// The hosts that a name says; nil where it was not written.
    mutating func selector(_ name: String) -> Selector? {
        guard let entry = entry(name), let text = text(name) else { return nil }
        return Selector(text, at: entry.valuePlace)
    }
}
