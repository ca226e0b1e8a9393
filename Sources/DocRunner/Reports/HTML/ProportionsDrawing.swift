import DocRunner

/// A bar of how many steps ended in which way, as SVG: the page allows no inline styles that a width would need.
enum ProportionsDrawing {
    /// The bar; empty where there are no steps.
    static func svg(_ report: Report) -> String {
        let all = report.steps.count
        guard all > 0 else { return "" }
        var x = 0.0, bars = ""
        let looks = Outcome.allCases.map { ($0.rawValue, report.count($0)) }
        let missing = ("none", report.steps.count { $0.outcome == nil })
        for (look, count) in looks + [missing] where count > 0 {
            let width = 1000 * Double(count) / Double(all)
            bars +=
                "<rect class=\"fill-\(look)\" x=\"\(decimal(x))\" width=\"\(decimal(width))\" height=\"14\"/>"
            x += width
        }
        return
            "<svg class=\"proportions\" viewBox=\"0 0 1000 14\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
            + bars + "</svg>"
    }

    /// A number with one decimal, as SVG reads it.
    static func decimal(_ number: Double) -> String {
        let tenths = Int((min(max(number.isFinite ? number : 0, -1e12), 1e12) * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths / 10)).\(abs(tenths % 10))"
    }
}
