/// The temporary row that names the hosts that have not answered yet.
public enum WaitingText {
    /// The row after `seconds`; of more hosts than fit it says how many they are.
    public static func row(for hosts: [String], after seconds: Double, on surface: Surface) -> String {
        let time = " · \(Span.words(seconds))"
        let room = surface.columns - Columns.width(of: time)
        let named = "  waiting for \(hosts.joined(separator: ", "))"
        let text = Columns.width(of: named) <= room ? named : "  waiting for \(hosts.count) hosts"
        return surface.paint(text + time, .dim)
    }
}
