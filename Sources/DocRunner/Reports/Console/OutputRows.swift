import DocRunner

extension StepTable {
    /// What a host prints, each line behind the host's name in an aligned column; the bar of standard error is broken.
    func rows(of text: String, from stream: HostStream, on host: String) -> [String] {
        let columns = min(16, hosts.map { Columns.width(of: $0) }.max() ?? 0)
        let padding = String(repeating: " ", count: max(0, columns - Columns.width(of: host)))
        let name = name(Columns.fit(host, in: columns), of: host) + padding
        let bar = stream == .error ? surface.paint("┆", .yellow) : surface.paint("│", .dim)
        return text.lines.flatMap { line in
            Columns.wrap(line, in: surface.columns - columns - 7, limit: 4).map { "    \(name) \(bar) \($0)" }
        }
    }
}
