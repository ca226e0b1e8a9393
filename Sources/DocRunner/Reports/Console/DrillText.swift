import DocRunner

/// A drill as a timeline: each event with its host and its time after the fault.
struct DrillText {
    let surface: Surface

    /// The rows about a step's drill after an empty one; none where it is no drill or nothing happened.
    func rows(_ step: StepReport) -> [String] {
        guard !step.moments.isEmpty else { return [] }
        return ["", surface.paint("Drill \(step.id)", .bold)] + step.timeline.flatMap { rows($0, of: step) }
    }

    /// The same without a heading, for reports that name the drill elsewhere.
    func plainRows(_ step: StepReport) -> [String] { step.timeline.flatMap { rows($0, of: step) } }

    private func rows(_ moment: DrillMoment, of step: StepReport) -> [String] {
        let seconds = moment.time - step.faultTime
        // Two hosts are broken at once, and the one that is told first is a few milliseconds late.
        let sign = seconds <= -0.05 ? "-" : "+"
        let offset = Columns.padLeft(sign + Span.words(abs(seconds)), to: 10)
        let head = "\(offset)  \(Columns.pad(moment.phase.rawValue, to: 16))  "
        let detail = moment.detail.isEmpty ? moment.host : "\(moment.host): \(moment.detail)"
        let columns = Columns.width(of: head)
        let rows = bounded(Columns.wrap(detail, in: surface.columns - columns))
        return zip([head] + Array(repeating: String(repeating: " ", count: columns), count: rows.count), rows)
            .map(+)
    }

    /// A script that heals may have fifty lines, which the chapter shows; its beginning tells which one it was.
    private func bounded(_ rows: [String]) -> [String] {
        rows.count <= Self.mostRows ? rows : rows.prefix(Self.mostRows - 1) + ["…"]
    }

    private static let mostRows = 6
}

extension StepReport {
    /// The events of the drill, sorted by time: some events are reported late.
    var timeline: [DrillMoment] {
        moments.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(
            \.element)
    }

    /// When the fault was made, in seconds since 1970-01-01 UTC; without one, when the drill first told something.
    var faultTime: Double { (moments.first { $0.phase == .fault } ?? moments.first)?.time ?? started ?? 0 }
}
