import DocRunner

/// What a selftest says on a terminal: a row a step, then what was not noticed, the rates, and the verdict.
struct SelftestText {
    let surface: Surface

    /// A step that held before anything was done.
    func heldBefore(_ step: StepReport?, _ held: [String]) -> [String] {
        guard let step, !held.isEmpty else { return [] }
        let text = "  \(step.id) held before anything was done, on \(held.joined(separator: ", "))"
        return Columns.wrap(text, in: surface.columns)
    }

    /// What stands above the rows of mutations.
    var heading: [String] {
        ["", surface.paint("Mutations: what the chapter made is broken, and must be noticed", .bold)]
    }

    /// A step whose mutations are over, with those that it did not notice.
    func row(_ step: StepReport, of table: StepTable) -> [String] {
        let count = KillCount(step.trust.mutations)
        let look: Surface.Look = count.all == 0 ? .dim : count.killed == count.all ? .green : .red
        let mark = count.all == 0 ? "–" : count.killed == count.all ? "✓" : "✗"
        let words = count.all == 0 ? "nothing to break" : "\(count.killed) of \(count.all) noticed"
        return [table.mutationRow(step, mark, words, look)]
            + escapes(step).flatMap { mutation in
                Columns.wrap("\(mutation.host): \(mutation.words)", in: surface.columns - 6, limit: 2).map {
                    "      " + $0
                }
            }
    }

    /// The mutation that is in effect now, for the row below the finished ones; nil if there is none.
    func status(_ report: Report, _ table: StepTable, at time: Double) -> [String]? {
        guard let step = report.steps.first(where: { $0.trust.current != nil }),
            let current = step.trust.current
        else { return nil }
        let over = KillCount(report.steps.flatMap(\.trust.mutations))
        let text = "  ⚡ \(step.id) on \(current.host): \(current.title)"
        let totals = "  \(over.killed) of \(over.all) noticed · \(Span.words(time - report.started))"
        return [Columns.fit(text, in: surface.columns), surface.paint(totals, .dim)]
    }

    /// Every step's row, for a report of a selftest that is over.
    func rows(_ report: Report, _ table: StepTable) -> [String] {
        let tested = report.steps.filter { $0.trust.seconds != nil }
        guard !tested.isEmpty else { return [] }
        return report.steps.flatMap { heldBefore($0, $0.trust.heldBefore ?? []) } + heading
            + tested.flatMap { row($0, of: table) }
    }

    private func escapes(_ step: StepReport) -> [MutationReport] {
        step.trust.mutations.filter(\.hasEscaped)
    }
}

// What ends a selftest.
extension SelftestText {
    /// The survivors with their places, the rates per kind and of the chapter, and what was never red.
    func closing(_ report: Report) -> [String] {
        let rates = rates(report)
        return survivors(report) + (rates.isEmpty ? [] : [""] + rates) + doubts(report)
    }

    private func survivors(_ report: Report) -> [String] {
        report.steps.flatMap { step in
            escapes(step).flatMap { mutation -> [String] in
                let result = mutation.result
                let word = result.fate == .survived ? "survived" : "undecided"
                let title =
                    "\(surface.paint("✗", .red)) \(surface.paint(step.id, .bold)) on \(mutation.host): \(word)"
                let asked = result.asked.isEmpty ? "" : "asked: \(result.asked.lines.first ?? "")"
                let why = result.reason.isEmpty ? result.detail : "explained: \(result.reason)"
                return ["", title] + indented(result.title) + [surface.paint("  \(result.place)", .dim)]
                    + indented(asked) + indented(why)
            }
        }
    }

    private func rates(_ report: Report) -> [String] {
        let rows = KillRate.all(of: report).map { row($0.name, $0.onHosts, $0.ofAnswers, $0.rate) }
        guard let chapter = rows.last else { return [] }
        let head = row("kind", "on hosts", "false answers", "noticed")
        return [surface.paint(head, .bold)] + rows.dropLast() + [surface.paint(chapter, .bold)]
    }

    private func row(_ name: String, _ hosts: String, _ answers: String, _ rate: String) -> String {
        "  " + Columns.pad(name, to: 12) + Columns.padLeft(hosts, to: 14) + Columns.padLeft(answers, to: 16)
            + Columns.padLeft(rate, to: 11)
    }

    private func doubts(_ report: Report) -> [String] {
        guard let tally = report.summary?.mutations else { return [] }
        let never = report.neverRed.map { step in
            "\(step.entry.place): error: `\(step.id)` was never seen to fail, neither before it nor when broken"
        }
        let untested = tally.untested.compactMap { report[$0] }.map { step in
            "\(step.entry.place): no mutation is known for `\(step.id)`: write one, {mutation for=#\(step.id)}"
        }
        let short =
            tally.rate < Double(tally.atLeast)
            ? ["Fewer than \(tally.atLeast) % of what was broken was noticed: strengthen the checks above."]
            : []
        let early =
            tally.endedEarly == nil ? [] : ["It did not come to its end, so it proves nothing of the rest."]
        let rows = never + untested + short + early
        return rows.isEmpty ? [] : [""] + rows.flatMap { Columns.wrap($0, in: surface.columns) }
    }

    private func indented(_ text: String) -> [String] {
        text.isEmpty ? [] : Columns.wrap(text, in: surface.columns - 2).map { "  " + $0 }
    }
}

extension MutationReport {
    /// What was not noticed, and why where that is known.
    fileprivate var words: String {
        switch result.fate {
        case .undecided: "undecided: \(result.title): \(result.detail)"
        case .survived where !result.reason.isEmpty: "survived, as explained: \(result.title)"
        default: "survived: \(result.title)"
        }
    }
}

extension StepTable {
    /// One step whose mutations are over.
    fileprivate func mutationRow(_ step: StepReport, _ mark: String, _ words: String, _ look: Surface.Look)
        -> String
    {
        let time = Columns.padLeft(Span.words(step.trust.seconds ?? 0), to: 11)
        let id = Columns.pad(Columns.fit(step.id, in: surface.columns - 42), to: surface.columns - 42)
        return "  \(surface.paint(mark, look)) \(id) \(surface.paint(Columns.pad(words, to: 22), look))"
            + surface.paint(time, .dim)
    }
}
