import Foundation
import Testing

/// A folder below `Cases/SORT` that is one test case. Adding a folder adds a test.
struct CaseFolder: Sendable, CustomTestStringConvertible {
    let url: URL

    var testDescription: String { url.lastPathComponent }

    /// Every case of a sort, by name.
    static func all(_ sort: String, file: String = #filePath) -> [CaseFolder] {
        let folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Cases/\(sort)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().map {
            CaseFolder(url: folder.appending(path: $0))
        }
    }

    /// A file's text.
    func text(_ name: String) throws -> String {
        try String(contentsOf: url.appending(path: name), encoding: .utf8)
    }

    /// Records an issue with the difference where a file does not hold a text. With `LABCTL_ACCEPT=1` in the
    /// environment the file is written anew, and the test still fails.
    func expect(_ actual: String, in name: String) throws {
        let expected = (try? text(name)) ?? ""
        guard expected != actual else { return }
        let path = url.appending(path: name).path
        if ProcessInfo.processInfo.environment["LABCTL_ACCEPT"] == "1" {
            try actual.write(toFile: path, atomically: true, encoding: .utf8)
        }
        Issue.record("\(path) is not what came out (LABCTL_ACCEPT=1 writes it anew):\n\(actual)")
    }
}

extension String {
    /// The text without what differs from run to run and from computer to computer: times, disks, clocks.
    var steady: String {
        replacingOccurrences(of: #" *\d+\.\d s"#, with: " TIME", options: .regularExpression)
            .replacingOccurrences(
                of: #"disks: [\s\S]*?UTC(,\s+kept by\s+NTP: \w+)?"#, with: "DISKS AND CLOCK",
                options: .regularExpression)
    }
}
