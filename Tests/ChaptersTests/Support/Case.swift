import Foundation
import Testing

/// One folder of `Cases`: a chapter, and the text that is expected of it.
struct Case: CustomTestStringConvertible, Sendable {
    let folder: URL

    var testDescription: String { folder.lastPathComponent }

    /// Every folder of `Cases/GROUP`; adding a folder adds a test.
    static func all(in group: String) -> [Case] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Cases/\(group)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.sorted().filter { !$0.hasPrefix(".") }.map { Case(folder: root.appending(path: $0)) }
    }

    func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: folder.appending(path: name))) }

    /// Holds `actual` against the file `name`; with `ACCEPT=1` in the environment the file is written anew,
    /// and the test still fails, so that nobody accepts by accident.
    func expect(_ actual: String, in name: String) throws {
        let file = folder.appending(path: name)
        let wanted = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        guard actual != wanted else { return }
        guard ProcessInfo.processInfo.environment["ACCEPT"] == nil else {
            try actual.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("\(testDescription)/\(name) was written anew: look it over with git diff")
            return
        }
        let lines = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false) }
        let changes = lines(actual).difference(from: lines(wanted)).map { change in
            switch change {
            case .remove(let line, let text, _): "-\(line + 1): \(text)"
            case .insert(let line, let text, _): "+\(line + 1): \(text)"
            }
        }
        Issue.record(
            """
            \(testDescription)/\(name) is not what was expected (- expected, + found):
            \(changes.joined(separator: "\n"))
            If what was found is right: ACCEPT=1 swift test --filter ChaptersTests
            """)
    }
}
