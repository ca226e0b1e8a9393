/// Spans of time in words for people.
enum Span {
    /// `4.2 s`, `2 min 5 s`, `1 h 2 min`.
    static func words(_ seconds: Double) -> String {
        let seconds = seconds.isFinite ? max(0, seconds) : 0
        if seconds < 59.95 { return "\(tenths(seconds)) s" }
        let whole = Int(min(seconds, 1e9).rounded())
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole / 60 % 60) min"
    }

    private static func tenths(_ seconds: Double) -> String {
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
