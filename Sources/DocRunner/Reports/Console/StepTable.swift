import DocRunner

/// The rows of the table of steps: mark, id, hosts, outcome, time. The live console prints the same rows one by one.
struct StepTable {
    /// What the rows are shown on.
    let surface: Surface
    /// The hosts of the run, in the order that gives them their colours.
    let hosts: [String]
    private let idColumns: Int
    private static let outcomeColumns = 11
    private static let timeColumns = 9
    private static let spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

    init(_ header: RunHeader, on surface: Surface) {
        self.surface = surface
        hosts = header.hosts
        let longest = header.steps.map { Columns.width(of: $0.id) }.max() ?? 0
        idColumns = min(max(longest, 12), surface.columns * 3 / 8)
    }

    /// Every step under the headings of its sections.
    func rows(_ sections: [[StepReport]]) -> [String] {
        sections.flatMap { steps in heading(steps.first?.section ?? "") + steps.map { row($0) } }
    }

    /// The heading of a section, after an empty row.
    func heading(_ section: String) -> [String] {
        section.isEmpty ? [""] : ["", surface.paint(Columns.fit(section, in: surface.columns), .bold)]
    }

    /// One step that is over, or was never reached.
    func row(_ step: StepReport) -> String {
        guard let outcome = step.outcome else {
            return row(step, " ", step.isRunning ? "unfinished" : "not reached", time: "", .dim)
        }
        let time = step.wasCarriedOut ? Span.words(step.seconds) : ""
        return row(step, outcome.mark, outcome.word, time: time, outcome.look)
    }

    /// One step that is running, at a time in seconds since 1970-01-01 UTC.
    func row(_ step: StepReport, runningAt time: Double) -> String {
        let turn = Int((time * 10).rounded(.down)) % Self.spinner.count
        let elapsed = Span.words(time - (step.started ?? time))
        return row(step, Self.spinner[abs(turn)], "running", time: elapsed, .bold)
    }

    private func row(
        _ step: StepReport, _ mark: String, _ word: String, time: String, _ look: Surface.Look
    ) -> String {
        let hostColumns = surface.columns - 8 - idColumns - Self.outcomeColumns - Self.timeColumns
        return [
            "  ", surface.paint(mark, look), " ",
            Columns.pad(Columns.fit(step.id, in: idColumns), to: idColumns), "  ",
            hostCell(step, columns: hostColumns), "  ",
            surface.paint(time.isEmpty ? word : Columns.pad(word, to: Self.outcomeColumns), look),
            time.isEmpty ? "" : surface.paint(Columns.padLeft(time, to: Self.timeColumns), .dim),
        ].joined()
    }

    /// A text in the colour of a host.
    func name(_ text: String, of host: String) -> String {
        surface.paint(text, host: hosts.firstIndex(of: host) ?? 0)
    }

    /// The names of the hosts; each with its own mark, the worst first, where they did not all end alike.
    private func hostCell(_ step: StepReport, columns: Int) -> String {
        let isMixed = Set(step.hosts.map { $0.result?.outcome }).count > 1
        let sorted = isMixed && !step.isRunning ? step.hosts.sorted { $0.rank > $1.rank } : step.hosts
        var cell = "", left = columns
        for (index, host) in sorted.enumerated() {
            let mark = isMixed ? host.result?.outcome.mark ?? "·" : ""
            let rest = sorted.count - index
            let needed = Columns.width(of: mark + host.name) + (index > 0 ? 1 : 0)
            let reserve = rest > 1 ? 2 + String(rest).count : 0
            guard needed + reserve <= left || (rest == 1 && needed <= left) else {
                let more = Columns.fit(index == 0 ? "\(rest) hosts" : " +\(rest)", in: left)
                return cell + more + String(repeating: " ", count: max(0, left - Columns.width(of: more)))
            }
            let coloredMark = host.result.map { surface.paint(mark, $0.outcome) } ?? mark
            cell += (index > 0 ? " " : "") + coloredMark + name(host.name, of: host.name)
            left -= needed
        }
        return cell + String(repeating: " ", count: max(0, left))
    }
}

extension HostReport {
    /// How bad it is: the later in `Outcome`'s order the higher; -1 where it has not ended.
    var rank: Int { result.flatMap { Outcome.allCases.firstIndex(of: $0.outcome) } ?? -1 }
}
