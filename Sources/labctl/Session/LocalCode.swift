import DocRunner
import PlainText
import Steps

/// Something that somebody else wrote and that would be carried out on the computer that labctl runs on.
struct LocalCode: Hashable {
    /// Where it comes from, on one line: `chapter.md:3:1: #page`.
    let source: String
    /// Its lines, as they would be carried out; untrusted text.
    let lines: [String]

    init(_ source: String, _ text: String) {
        self.source = source
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// What is shown of it at most: whoever is asked must be able to read it, and is told what is left out.
    private static let shownLines = 60, shownScalars = 2000

    /// The rows that show it, cleaned; an empty line is none.
    var rows: [String] {
        let written = lines.filter { !$0.allSatisfy(\.isWhitespace) }
        let shown = written.prefix(Self.shownLines).map { HostText.line($0, limit: Self.shownScalars) }
        let rest = written.count - shown.count
        return [HostText.line(source)] + shown.map { "    \($0)" }
            + (rest > 0 ? ["    … and \(rest) more lines: read them there"] : [])
    }
}

extension Plan {
    /// What the authors of its steps have written that may be carried out on the computer that labctl runs on.
    var localCode: [LocalCode] {
        let redactor = Redactor(secrets)
        return reach.filter(isLocal).map { entry in
            let host = entry.hosts.contains(.local) ? .local : entry.hosts.first ?? .local
            let scope = scope(on: host, knowing: [:])
            let block = (try? entry.step.block.filled(from: scope, isRaw: entry.step.envelope.isRaw))
            let mutations = entry.step.companions.filter { $0.type == DeclaredMutation.self }
            let texts =
                [(block ?? entry.step.block).code(but: Envelope.documentation.map(\.name))]
                + mutations.map { $0.block.code(but: ["for", "on"]) }
            return LocalCode(
                "\(entry.step.block.place): #\(entry.step.id)",
                redactor.redact(texts.joined(separator: "\n").asData))
        }
    }

    private func isLocal(_ entry: Entry) -> Bool {
        if entry.hosts.contains(.local) { return true }
        let selectors = entry.contents.values.flatMap { $0.drill?.selectors ?? [] }
        let scope = scope(on: entry.hosts.first ?? .local, knowing: [:])
        let mutations = entry.step.companions(DeclaredMutation.self, in: scope).compactMap(\.hosts)
        return (selectors + mutations).contains { selector in
            (try? selector.hosts(in: inventory))?.contains(.local) == true
        }
    }
}

extension StepBlock {
    /// What of a block may be carried out: its attributes but for those named, a line each, and its body.
    fileprivate func code(but others: [String]) -> String {
        let attributes = attributes.entries.compactMap { entry -> String? in
            guard case .text(let text) = entry.content, !text.isEmpty, !others.contains(entry.name) else {
                return nil
            }
            return "\(entry.name)=\(text)"
        }
        return (attributes + [body]).joined(separator: "\n")
    }
}
