/// A drill told as a timeline: what happened to which host, so long after the fault.
struct DrillText {
    let surface: Surface

    /// The rows about a step's drill after an empty one; none where it is no drill or nothing happened.
    func rows(_ step: StepReport) -> [String] {
        guard !step.moments.isEmpty else { return [] }
        return ["", surface.paint("Drill \(step.id)", .bold)] + step.moments.flatMap { rows($0, of: step) }
    }

    /// The rows about what happened last.
    func lastRows(_ step: StepReport?) -> [String] {
        guard let step, let moment = step.moments.last else { return [] }
        return rows(moment, of: step)
    }

    private func rows(_ moment: DrillMoment, of step: StepReport) -> [String] {
        let seconds = moment.time - step.faultTime
        let offset = Columns.padLeft((seconds < 0 ? "-" : "+") + Span.words(abs(seconds)), to: 10)
        let head = "\(offset)  \(Columns.pad(moment.phase, to: 16))  "
        let detail = moment.detail.isEmpty ? moment.host : "\(moment.host): \(moment.detail)"
        let columns = Columns.width(of: head)
        let rows = Columns.wrap(detail, in: surface.columns - columns)
        return zip([head] + Array(repeating: String(repeating: " ", count: columns), count: rows.count), rows)
            .map(+)
    }
}

extension StepReport {
    /// When the fault was made, in seconds since 1970-01-01 UTC; without one, when the drill first told something.
    var faultTime: Double { (moments.first { $0.phase == "fault" } ?? moments.first)?.time ?? started ?? 0 }
}
