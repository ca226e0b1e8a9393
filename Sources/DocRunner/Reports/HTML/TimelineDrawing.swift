import DocRunner

/// A drill as a drawing: a line from the fault to the end, red while answers were bad, and a label for each moment.
enum TimelineDrawing {
    private static let left = 12.0
    private static let length = 696.0
    private static let middle = left + length / 2
    private static let axis = 20.0
    private static let rowHeight = 24.0

    /// An SVG 720 wide; empty where nothing happened. The text beside it has the same content.
    static func svg(_ step: StepReport) -> String {
        let times = step.moments.map { $0.time - step.faultTime }
        guard let first = times.min(), let last = times.max() else { return "" }
        func x(_ time: Double) -> Double { left + length * (time - first) / max(0.001, last - first) }
        let height = axis + rowHeight * Double(step.moments.count) + 16
        let bad = span(step).map { begin, end in
            line("bad", x(begin - step.faultTime), x(end - step.faultTime))
        }
        // On the left half the latest comes first and on the right the earliest: so no tick crosses a label.
        let moments = step.timeline.map { ($0.phase, $0.time - step.faultTime) }
        let order = moments.filter { x($0.1) <= middle }.reversed() + moments.filter { x($0.1) > middle }
        let labels = order.enumerated().map { index, moment in
            label(moment.0, moment.1, x: x(moment.1), y: axis + rowHeight * Double(index + 1) + 4)
        }
        return "<svg class=\"timeline\" viewBox=\"0 0 720 \(number(height))\" aria-hidden=\"true\">"
            + line("good", left, left + length) + (bad ?? "") + labels.joined() + "</svg>"
    }

    /// From the first bad answer to the last, or to the end where clients never recovered.
    private static func span(_ step: StepReport) -> (Double, Double)? {
        let moments = step.timeline
        guard let begin = moments.first(where: { $0.phase == .firstBadAnswer }) else { return nil }
        func last(_ phase: DrillPhase) -> DrillMoment? { moments.last { $0.phase == phase } }
        let end = last(.lastBadAnswer) ?? last(.recovered) ?? moments.last
        return (begin.time, end?.time ?? begin.time)
    }

    private static func line(_ look: String, _ from: Double, _ to: Double) -> String {
        "<line class=\"\(look)\" x1=\"\(number(from))\" x2=\"\(number(to))\" y1=\"\(number(axis))\" y2=\"\(number(axis))\"/>"
    }

    private static func label(_ phase: DrillPhase, _ time: Double, x: Double, y: Double) -> String {
        let isRight = x > middle
        let anchor = isRight ? "end" : "start"
        let text = XML.escape("\(phase.rawValue) · \(Span.words(abs(time)))")
        return
            "<line class=\"tick\" x1=\"\(number(x))\" x2=\"\(number(x))\" y1=\"\(number(axis))\" y2=\"\(number(y))\"/>"
            + "<circle cx=\"\(number(x))\" cy=\"\(number(axis))\" r=\"5\"/>"
            + "<text x=\"\(number(x + (isRight ? -8 : 8)))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(text)</text>"
    }

    private static func number(_ value: Double) -> String { ProportionsDrawing.decimal(value) }
}
