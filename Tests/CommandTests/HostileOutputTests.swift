import Chapters
import DocRunner
import Foundation
import PlainText
import Reports
import Steps
import Testing

@testable import labctl

/// A host that prints hostile text wherever a chapter asks it something; then all that labctl shows of it is searched.
@Suite("What a hostile host prints")
struct HostileOutputTests {
    /// Escapes, titles, links, a write to the clipboard, C1, bidi, hidden characters, line ends of all sorts, broken UTF-8.
    private static let hostile =
        #"\033[31mred\033]0;title\007\033]8;;http://x\033\\link\033]52;c;eA==\a\xc2\x9b1m\xc2\x9d0;t\xc2\x9c"#
        + #"\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8b\xef\xbb\xbf\x00\x7f\b\b\rFORGED\v\f\xe2\x80\xa8FORGED\xe2\x80\xa9"#
        + #"FORGED\xc2\x85FORGED\xff\xc0\x80\xed\xa0\x80\xf8\x88"#

    private static let chapter = """
        # A chapter

        ```bash {run #captured on=ash capture=word creates=never}
        printf 'H'
        ```

        ```bash {run #failing on=ash creates=nowhere}
        printf 'H' >&2; exit 3
        ```

        ```console {check #transcript on=ash}
        $ printf 'H\\n'
        something else
        ```

        ```console {check #listing on=ash}
        $ name=$(printf 'Hx' | tr -d '\\0/'); touch "./$name"; ls ./*x; ls "$name"-not-there
        nothing
        ```

        ```yaml {check #files on=ash}
        command: printf 'H'
        matches: nothing-of-it
        ```
        """

    @Test("reaches no output as it was printed, and forges no line of a report")
    func everyOutput() async throws {
        let folder = NSTemporaryDirectory() + "labctl-hostile-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text = Self.chapter.replacing("printf 'H", with: "printf '\(Self.hostile)")
        let chapter = Chapter(path: "chapter.md", bytes: Array(text.utf8))
        let inventory = Inventory(
            name: "bench", hosts: [Steps.Host(name: "ash", address: "127.0.0.1", roles: ["web"])])
        let lint = Lint(chapter, inventory: inventory)
        try #require(lint.errors.isEmpty, "\(lint.errors)")
        let plan = try Planner(chapter, inventory: inventory).plan(chapter, lint.steps)
        let connections = Connections { _ throws(Unreachable) in
            LocalTransport(directory: folder, isAllowed: { true })
        }
        let journal = try Journal(directory: folder)
        let run = try Run(
            plan, mode: .run, surroundings: .init(connections: connections, journal: journal),
            observer: { _ in })
        _ = await run.carryOut()

        var texts = try journal.captures().mapValues { "\($0)" }
        let events = try journal.runs().flatMap { try journal.events(of: $0.id) }
        for reporter in Reporters.all {
            texts[reporter.name] = reporter.text(of: events, on: Surface(columns: 400))
        }
        for (name, text) in texts {
            #expect(HostText.firstHidden(in: text) == nil, "\(name)")
            for line in text.split(separator: "\n") { #expect(!line.hasPrefix("FORGED"), "\(name): \(line)") }
        }
        #expect(texts["console"]?.contains("FORGED") == true)
    }
}
