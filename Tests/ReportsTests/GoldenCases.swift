import DocRunner
import Foundation
import Reports
import Testing

/// A folder under `Cases`: a recorded run and what each form makes of it. A new folder is a new case.
struct GoldenCase: CustomTestStringConvertible, Sendable {
    let folder: URL

    var testDescription: String { folder.lastPathComponent }

    static let all: [GoldenCase] = {
        let cases = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
        let folders = try? FileManager.default.contentsOfDirectory(at: cases, includingPropertiesForKeys: nil)
        return (folders ?? []).map { GoldenCase(folder: $0) }.sorted {
            $0.testDescription < $1.testDescription
        }
    }()

    func events() throws -> [Event] {
        try EventLines.events(in: text("events.jsonl"), file: "events.jsonl")
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// Expects the file to hold this text; with `LABCTL_ACCEPT=1` writes it, and fails all the same.
    func expect(_ name: String, holds text: String, sourceLocation: SourceLocation = #_sourceLocation) throws
    {
        let wanted = (try? self.text(name)) ?? ""
        if text != wanted, ProcessInfo.processInfo.environment["LABCTL_ACCEPT"] == "1" {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        #expect(
            text == wanted,
            "\(testDescription)/\(name) differs; `LABCTL_ACCEPT=1 swift test` accepts what is there now",
            sourceLocation: sourceLocation)
    }
}
