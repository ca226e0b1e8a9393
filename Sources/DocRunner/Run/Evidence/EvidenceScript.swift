import PlainText
import Steps

/// Runs all collectors of a host in one script, in parallel, and separates their answers.
///
/// Each runs under timeout(1) with no input; each line of its output comes back after a `|`. So no output can
/// look like the answer of another collector, not even with a carriage return. Nothing is written on the
/// host, not even a temporary file.
struct EvidenceScript {
    /// Seconds that one collector may take, bytes that it may print, and bytes that all of them may.
    static let patience = 5, pieceLimit = 8 << 10, limit = 32 << 10

    let collectors: [Collector]

    /// The script.
    var script: Script {
        Script(Self.look + collectors.map { "look \(Script.quote($0.script.text))\n" }.joined() + Self.show)
    }

    /// The answers of the collectors, in their order; a collector without output is left out.
    func evidence(in output: String, redactor: Redactor) -> [Evidence] {
        var pieces: [String] = []
        for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "=" { pieces.append("") }
            if line.hasPrefix("|"), !pieces.isEmpty { pieces[pieces.count - 1] += line.dropFirst() + "\n" }
        }
        var left = Self.limit
        return zip(collectors, pieces).compactMap { collector, text in
            let shown = Self.bounded(redactor.redact(HostText.clean(text.utf8, lineLimit: 1000)), to: left)
            left -= shown.utf8.count
            return shown.isEmpty ? nil : Evidence(collector.title, shown)
        }
    }

    /// Whole lines only: half a line may hold half a secret, which no redactor knows.
    private static func bounded(_ text: String, to left: Int) -> String {
        let limit = min(left, pieceLimit)
        guard text.utf8.count > limit else { return text.trimmingLineEnds }
        let start = text.utf8.prefix(max(0, limit))
        let whole = start.lastIndex(of: UInt8(ascii: "\n")).map { String(text[..<$0]) } ?? ""
        return whole.isEmpty ? "" : whole + "\n… the rest is left out"
    }

    private static let look = """
        seen=()
        look() {
            exec {fd}< <(printf '%s' "$1" | timeout -k 1 \(Script.seconds(patience)) bash -c 'eval "$(cat)" </dev/null' 2>&1 |
                head -c \(pieceLimit + 1))
            seen+=("$fd")
        }

        """

    private static let show = """
        for fd in "${seen[@]}"; do echo =; tr -d '\\b' <&"$fd" | sed 's/^/|/; s/\\r$//; s/\\r/\\r|/g'; echo; done | head -c \(limit * 2)
        exit 0
        """
}
