public import DocRunner
import Steps

/// A run shown while it goes on: takes events one by one and says which rows to print for good, and which to show
/// below them for the moment. It knows no terminal and no clock.
public struct LiveConsole: Sendable {
    /// All that has been heard so far.
    public private(set) var report = Report()

    private let surface: Surface
    private let showsSections: Bool
    private var table: StepTable?
    private var sections: Set<String> = []
    private var announced: Set<String> = []
    private static let shownAtOnce = 4
    /// Rows of a drill under way that are shown for the moment.
    private static let shownOfADrill = 8

    /// A console on a surface; the headings of sections can be left out if the caller shows them.
    public init(on surface: Surface, showsSections: Bool = true) {
        self.surface = surface
        self.showsSections = showsSections
    }

    /// Takes the next event; returns the rows to print for good.
    public mutating func rows(for event: Event) -> [String] {
        report.add(event)
        if case .runStarted(let header) = event.what { table = StepTable(header, on: surface) }
        guard let table else { return [] }
        switch event.what {
        case .runStarted(let header): return Totals.title(header, on: surface)
        case .output(let id, let host, let stream, let text):
            return announce(id, table)
                + table.rows(of: text, from: stream, on: host)
        case .drill(let id, _, _, _): return announce(id, table)
        case .stepFinished(let id, _, _): return finish(id, table)
        case .notice(let text):
            let isNew = report.notices.last.map { $0.text == text && $0.count == 1 } ?? false
            return !isNew ? [] : Closing.rows(ofNotice: text, on: surface)
        case .runFinished: return Closing.rows(report, on: surface)
        case .askedBefore(let id, let held): return selftest.heldBefore(report[id], held)
        case .tested(let id, _):
            let heading = announcesMutations() ? selftest.heading : []
            return heading + (report[id].map { selftest.row($0, of: table) } ?? [])
        case .stepStarted, .probed, .hostFinished, .hint, .mutationStarted, .mutationFinished: return []
        }
    }

    /// The rows to show below the others at a time (seconds since 1970-01-01 UTC): steps that are running, and how
    /// far the run has come. Empty before its beginning and after its end.
    public func status(at time: Double) -> [String] {
        guard let table, report.summary == nil else { return [] }
        if let rows = selftest.status(report, table, at: time) { return rows }
        let running = report.steps.filter(\.isRunning)
        let over = report.steps.count { $0.outcome != nil }
        let more = running.count > Self.shownAtOnce ? ", \(running.count) running" : ""
        let progress = "  \(over) of \(Totals.plural(report.steps.count, "step"))\(more)"
        return running.prefix(Self.shownAtOnce).flatMap { step in
            drill.plainRows(step).suffix(Self.shownOfADrill) + [table.row(step, runningAt: time)]
        }
            + [surface.paint("\(progress) · \(Span.words(time - report.started))", .dim)]
    }

    private var drill: DrillText { DrillText(surface: surface) }
    private var selftest: SelftestText { SelftestText(surface: surface) }

    /// Whether this is the first step whose mutations are over.
    private func announcesMutations() -> Bool { report.steps.count { $0.trust.seconds != nil } == 1 }

    /// The heading of a step's section, the first time that one of its steps is heard of.
    private mutating func enter(_ step: StepReport, _ table: StepTable) -> [String] {
        showsSections && sections.insert(step.section).inserted ? table.heading(step.section) : []
    }

    /// What announces a step before its hosts print anything, once.
    private mutating func announce(_ id: String, _ table: StepTable) -> [String] {
        guard let step = report[id], announced.insert(id).inserted else { return [] }
        let heading = enter(step, table)
        let title = "  ▸ \(id)  \(step.entry.title.lines.first ?? "")"
        return heading + [surface.paint(Columns.fit(title, in: surface.columns), .dim)]
    }

    private mutating func finish(_ id: String, _ table: StepTable) -> [String] {
        guard let step = report[id] else { return [] }
        // Some events of a drill are reported late, such as the last bad answer. Only now can all of them be
        // shown in their order.
        let rows = enter(step, table) + drill.plainRows(step) + [table.row(step)]
        if step.outcome == .wouldChange {
            return rows + StepDetails(surface: surface, shownRows: 60).changes(step)
        }
        guard step.outcome?.isGood == false, step.outcome != .skipped else { return rows }
        return rows + step.hosts.flatMap { complaint($0) }
    }

    /// The errors on a host, one line each. The full report comes at the end of the run.
    private func complaint(_ host: HostReport) -> [String] {
        guard let result = host.result, !result.outcome.isGood else { return [] }
        let reasons =
            (result.cause.map { [$0.sentence] } ?? []) + result.differences.map(\.summary)
            + result.advice.prefix(1)
        return reasons.prefix(3).flatMap {
            Columns.wrap("\(host.name): \($0)", in: surface.columns - 6, limit: 2).map { "      " + $0 }
        }
    }
}
