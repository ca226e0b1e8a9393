import Foundation
import PlainText
import Testing

@testable import SSH

/// A server that says hostile things, each where the protocol has room for words.
final class HostileServer {
    let target: SSHTarget
    private let process: ChildProcess

    init(_ mode: String, beside server: TestServer) throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/Cases/hostile_server.py"
        let announcement = server.path("hostile-\(mode)")
        process = try ChildProcess([
            "sh", "-c",
            "exec /usr/bin/python3 '\(script)' '\(mode)' >'\(announcement)' 2>'\(announcement).log'",
        ])
        var words: [Substring] = []
        for _ in 0..<1000 where words.count < 3 {
            usleep(20_000)
            let text = (try? String(contentsOfFile: announcement, encoding: .utf8)) ?? ""
            words = text.hasSuffix("\n") ? text.split(whereSeparator: \.isWhitespace) : []
        }
        guard words.count == 3, let port = UInt16(words[0]) else {
            let log = (try? String(contentsOfFile: "\(announcement).log", encoding: .utf8)) ?? ""
            throw TestServer.Failure(description: "hostile_server.py did not start: \(log)")
        }
        var target = server.target
        target.port = port
        target.knownHosts = try server.knownHosts(
            "[127.0.0.1]:\(port) \(words[1]) \(words[2])", as: "hostile")
        self.target = target
    }

    deinit { process.stop() }
}

@Suite("What a hostile server says")
struct HostileTextTests {
    let server: TestServer

    init() throws { server = try TestServer() }

    @Test(
        "reaches nobody's terminal as it was sent, whatever field it stands in",
        arguments: ["greeting", "methods", "disconnect", "channel", "shell"])
    func everyField(mode: String) async throws {
        let hostile = try HostileServer(mode, beside: server)
        var target = hostile.target
        if mode == "methods" { target.identities = [] }
        let (chosen, limit) = (target, Duration.seconds(60))
        let error = await #expect(throws: SSHError.self) {
            let connection = try await SSHConnection.connect(to: chosen, timeout: limit)
            _ = try await connection.run(RemoteCommand("true"))
        }
        let text = try #require(error).description
        #expect(HostText.firstHidden(in: text) == nil, "\(text.debugDescription)")
        #expect(!text.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("FORGED") })
        #expect(text.utf8.count < 2000)
        switch (mode, error?.kind) {
        case ("greeting", .notSSH), ("methods", .nothingToOffer), ("disconnect", .lost),
            ("channel", .channelRefused),
            ("shell", .noShell):
            break
        default: Issue.record("\(mode): \(text)")
        }
        // What it said is told all the same; a list of methods ends at its first zero byte.
        if mode == "shell" { #expect(text.contains("FORGED one")) }
        if mode == "shell" || mode == "methods" { #expect(text.contains("redlink")) }
    }
}
