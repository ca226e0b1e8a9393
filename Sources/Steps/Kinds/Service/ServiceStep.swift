/// `service`: systemd units are enabled, running, and were started after the files that they read.
public struct ServiceStep: ActionKind {
    let units: [String]
    let files: [String]
    /// What the unit's program reads anew by itself, for lint.
    let rereads: [String]
    let wanted: UnitState.Wanted

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "service",
        states: "units are enabled, running, and started after the files that they read were last changed",
        probing:
            "one call of systemctl for all units, one of stat for all files; a unit that fails or keeps "
            + "restarting shows the end of its journal",
        body:
            "the units, where `units=` is not given, and the files that they read, separated "
            + "by spaces or lines: what begins "
            + "with `/` is a file; `.service` may be left out",
        attributes: [
            .init("units", "words", "the units, where the body is empty"),
            .init(
                "files", "paths",
                "the unit is restarted when one of these was changed after its start; one that is not there differs. Name "
                    + "all that the unit reads, its program and itself; lint says what is missing"),
            .init(
                "rereads", "paths",
                "files that the unit's program reads again by itself, so that lint does not expect them "
                    + "in `files`"
            ),
            .init("state", "running or stopped", "whether it runs; `running` by default"),
            .init(
                "enabled", "true or false",
                "whether it starts at boot; true for `running`, false for `stopped` by default"),
            .init("masked", "flag", "nothing may start it: masked and stopped"),
        ],
        example: """
            ```text {service #etcd-up on=etcd units=etcd files=/etc/default/etcd}
            ```

            ```text {service #proxy-up on=workers rereads=/etc/resolv.conf}
            kube-proxy
            /etc/systemd/system/kube-proxy.service
            /etc/kubernetes/kube-proxy.conf
            ```
            """)

    /// Reads the attributes; the body may list the units and their files, which no unit's name begins like.
    public init(from decoder: inout StepDecoder) {
        let words = decoder.body.words.map { String($0).asData }
        units = (decoder.attributes.words("units") + words.filter { !$0.hasPrefix("/") })
            .map { $0.utf8.contains(UInt8(ascii: ".")) ? $0 : $0 + ".service" }
        files = decoder.attributes.words("files") + words.filter { $0.hasPrefix("/") }
        rereads = decoder.attributes.words("rereads")
        wanted = UnitState.Wanted(from: &decoder.attributes)
        if units.isEmpty {
            decoder.attributes.report(.error("missing", at: decoder.place, "`service` needs `units`"))
        }
        if units.contains(where: { !Self.isUnit($0) }) {
            decoder.attributes.report(
                .error(
                    "bad-value", at: decoder.place, "`service` has a word that cannot be the name of a unit",
                    [
                        "Write units and absolute paths, with spaces or lines between them, and nothing else.",
                        "A name has letters, digits and `:` `-` `_` `.` `\\` `@`, and not `-` first (systemd.unit(5)).",
                    ]))
        }
        for (name, paths) in [("files", files), ("rereads", rereads)] {
            for file in paths where !file.hasPrefix("/") {
                decoder.attributes.report(
                    .error(
                        "bad-value", at: decoder.place, "`\(name)` cannot hold `\(file)`",
                        ["Write absolute paths."]))
            }
        }
    }

    /// What systemd.unit(5) allows in a name, but for names of which nobody could say what they are.
    private static func isUnit(_ name: String) -> Bool {
        let base = name.prefix { $0 != "." }
        return name.isUnitName && base.contains { $0.isLetter || $0.isNumber } && base.last != ":"
    }

    /// Asks for all units and files at once (systemctl(1), stat(1)).
    public func probe(on host: Host) -> Probe? {
        let read = wanted.isRunning ? files : []
        var probe = Probe(UnitState.Report.script(units: units, files: read)) { self.finding($0) }
        probe.joint = UnitState.Report.joint(units: units, files: read)
        return probe
    }

    /// Only what differs: reload, unmask, enable, disable, stop, start, restart, mask, in this order.
    public func commands(on host: Host, after finding: Finding?) -> [Command] {
        let remedies = Set(finding?.differences.map(\.remedy) ?? [])
        var lines = remedies.contains("daemon-reload") ? ["systemctl daemon-reload"] : []
        for verb in ["unmask", "enable", "disable", "stop", "start", "restart", "mask"] {
            let matching = units.filter { remedies.contains("\(verb) \($0)") }
            guard !matching.isEmpty else { continue }
            let names = matching.map { Script.quote($0) }.joined(separator: " ")
            if verb == "start" || verb == "restart" {
                lines.append("systemctl reset-failed \(names) 2>&- || :")
            }
            lines.append("systemctl \(verb) \(names)")
            // A mask that lasts until the next boot is a link of its own, below /run.
            if verb == "unmask" { lines.append("systemctl unmask --runtime \(names)") }
        }
        let script = UnitState.explanation(of: units) + lines.joined(separator: "\n")
        return lines.isEmpty ? [] : [.run(Script(script))]
    }

    /// The units that it starts, and which files it starts them anew for.
    public var unitFiles: UnitFiles? {
        wanted.isRunning ? UnitFiles(units: units, listed: files, reread: rereads) : nil
    }

    /// The units.
    public var title: String {
        "\(wanted.isMasked ? "mask" : wanted.isRunning ? "run" : "stop") \(units.joined(separator: " "))"
    }

    /// The files that are not there. No verb of systemctl brings them.
    private func missing(in report: UnitState.Report) -> [Difference] {
        report.missing.map {
            .missing(
                $0, "\($0) does not exist, and `files` says that \(units.joined(separator: " ")) reads it")
        }
    }

    private func finding(_ reply: Reply) -> Finding {
        guard let report = UnitState.Report(reply, units: units) else {
            return reply.brokenCommand(expecting: 0)
                ?? .differs([Difference("systemd does not answer", evidence: reply.complaint)])
        }
        return Finding(
            missing(in: report)
                + units.flatMap { unit -> [Difference] in
                    report.states[unit]?.differences(
                        from: wanted, files: report.files, journal: report.journal) ?? []
                })
    }
}
