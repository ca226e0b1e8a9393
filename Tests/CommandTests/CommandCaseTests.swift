import Foundation
import Steps
import Testing

/// What the built `labctl` prints and how it exits, in a folder of its own, on no terminal.
@Suite struct CommandCaseTests {
    @Test("labctl says and exits as the case expects", arguments: CaseFolder.all("commands"))
    func command(_ folder: CaseFolder) throws {
        let work = FileManager.default.temporaryDirectory.appending(path: "labctl-case-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: folder.url, to: work)
        defer { try? FileManager.default.removeItem(at: work) }
        let (output, errors, status) = try Self.run(folder.text("command.txt"), in: work)
        let all = "exit \(status)\n--- stdout\n\(output)--- stderr\n\(errors)"
        try folder.expect(Self.steady(all, work), in: "expected.txt")
    }

    private static func run(_ command: String, in folder: URL) throws -> (String, String, Int32) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", "{ \(command)\n} >.out 2>.err </dev/null"]
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        environment["PATH"] = "\(products.path):\(environment["PATH"] ?? "/usr/bin:/bin")"
        environment["COLUMNS"] = "80"
        environment["LC_ALL"] = "C.UTF-8"
        process.environment = environment
        try process.run()
        process.waitUntilExit()
        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
        return (try text(".out"), try text(".err"), process.terminationStatus)
    }

    /// Times and the folder's own name differ from run to run; a new kind of step changes no case.
    private static func steady(_ text: String, _ folder: URL) -> String {
        text.replacingOccurrences(of: folder.path, with: "FOLDER")
            .replacingOccurrences(of: Catalog.names.joined(separator: ", "), with: "KINDS")
            .steady
    }
}
