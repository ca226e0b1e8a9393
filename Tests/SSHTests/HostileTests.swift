import Foundation
import Testing

@testable import SSH

@Suite("A server that floods, stalls or lies", .serialized)
struct HostileTests {
    /// What each server of `Cases/hostile` must come to, in one word, or one of several.
    static let endings: [String: Set<String>] = [
        "accepts-and-stays-silent": ["silent in key exchange"],
        "endless-banner": ["no SSH"],
        "endless-lines-before-the-banner": ["no SSH"],
        "lines-without-end-of-zeros": ["no SSH"],
        "a-byte-at-a-time": ["silent in key exchange"],
        "banner-and-then-silence": ["silent in key exchange"],
        "garbage-after-the-banner": ["lost", "flood in key exchange", "key exchange broken off"],
        "closes-in-the-key-exchange": ["lost", "key exchange broken off"],
        "key-exchange-without-an-answer": ["silent in key exchange"],
        "unwanted-packets-in-the-key-exchange": ["flood in key exchange"],
        "small-unwanted-packets-in-the-key-exchange": ["flood in key exchange"],
        "ignored-packets-in-the-key-exchange": ["flood in key exchange"],
        "key-exchange-over-and-over": ["flood in key exchange", "lost", "library", "no methods"],
        "ignored-packets": ["flood in work"],
        "debug-messages": ["flood in work"],
        "unknown-messages": ["flood in work"],
        "small-unknown-messages": ["flood in work"],
        "global-requests": ["flood in work"],
        "global-requests-that-want-an-answer": ["flood in work", "library", "lost"],
        "data-for-no-channel": ["flood in work"],
        "channels-that-it-opens": ["flood in work", "library", "lost"],
        "keys-anew-and-anew": [
            "flood in work", "silent in opening of a shell", "lost", "refused", "library",
        ],
        "signals-of-four-gigabytes": ["flood in work", "lost", "library", "refused"],
        "no-answer-to-opening-a-channel": ["silent in opening of a shell"],
        "refuses-exec": ["refused"],
        "no-answer-to-exec": ["silent in opening of a shell"],
        "no-greeting": ["silent in opening of a shell"],
        "words-instead-of-a-greeting": ["silent in opening of a shell"],
        "no-beginning": ["silent in beginning of a command"],
        "no-end": ["unkillable", "silent in end of a command"],
        "no-end-of-errors": ["silent in end of a command"],
        "errors-that-never-end": ["silent in end of a command"],
        "no-end-of-output": ["silent in end of a command"],
        "output-without-end": [
            "unkillable", "silent in end of a command", "silent in beginning of a command",
        ],
        "lying-markers": ["exit 3"],
        "output-after-the-end": ["exit 0"],
        "data-beyond-the-window": [
            "silent in beginning of a command", "flood in work", "silent in opening of a shell",
        ],
        "no-answer-to-the-service-request": ["silent in key exchange"],
        "no-answer-to-a-login": ["silent in authentication"],
        "no-answer-to-a-key": ["silent in authentication"],
        "endless-login-banners": ["flood in authentication"],
        "endless-failures": ["keys refused"],
        "endless-praise-of-a-key": ["flood in authentication"],
        "never-content-with-a-key": ["keys refused"],
        "fifteen-thousand-methods": ["keys refused"],
        "methods-in-colour": ["keys refused"],
        "leave-in-colour": ["lost"],
        "no-room-for-input": ["timed out"],
        "frozen-in-a-command": [
            "lost", "silent in beginning of a command", "silent in opening of a shell", "unkillable",
            "silent in end of a command",
        ],
        "guessed-markers": ["exit 0"],
    ]

    @Test("comes to its end in time and in little memory, one of each sort beside seven honest ones")
    func each() async throws {
        let servers = try HostileServers()
        #expect(Set(servers.ports.keys) == Set(Self.endings.keys))
        let honest = try TestServer()
        _ = try await Self.work(on: honest)
        let alone = try await Self.work(on: honest)
        let before = try Memory.resident()
        let began = ContinuousClock.now
        try await withThrowingTaskGroup(of: (name: String, ending: String).self) { group in
            for name in servers.ports.keys {
                group.addTask { (name, await Self.ending(of: servers.target(name))) }
            }
            let beside = try await Self.work(on: honest)
            #expect(beside / alone < 5, "\(beside) beside hostile servers, \(alone) alone")
            print("honest hosts: \(beside) beside hostile ones, \(alone) alone")
            for try await (name, ending) in group {
                #expect(Self.endings[name]?.contains(ending) == true, "\(name): \(ending)")
            }
        }
        let grown = try Memory.resident() - before
        print("grown by \(grown) KiB in \(ContinuousClock.now - began)")
        #expect(grown < 60 << 10, "grown by \(grown) KiB")
        #expect(ContinuousClock.now - began < .seconds(150))
    }

    @Test("does not outlast its flood when it is closed in the middle of it")
    func closing() async throws {
        let servers = try HostileServers()
        for name in ["ignored-packets", "global-requests-that-want-an-answer", "small-unknown-messages"] {
            let connection = try await SSHConnection.connect(to: servers.target(name))
            let answer = Task { try await connection.run(RemoteCommand("true")) }
            await connection.close()
            await #expect(throws: SSHError.self) { try await answer.value }
        }
    }

    /// Seconds that seven honest hosts take for twenty commands each, side by side.
    private static func work(on server: TestServer) async throws -> Double {
        let began = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...7 {
                group.addTask {
                    let connection = try await SSHConnection.connect(to: server.target, timeout: .seconds(60))
                    for number in 1...20 {
                        let result = try await connection.run(RemoteCommand("sleep 0.05; echo \(number)"))
                        #expect(result.stdout.text == "\(number)\n")
                    }
                    await connection.close()
                }
            }
            try await group.waitForAll()
        }
        return (ContinuousClock.now - began) / .seconds(1)
    }

    /// What comes of a command on a host, in a word or a few.
    private static func ending(of target: SSHTarget) async -> String {
        do throws(SSHError) {
            let connection = try await SSHConnection.connect(to: target, timeout: .seconds(20))
            var command = RemoteCommand(
                "true", timeout: .seconds(3), limits: OutputLimits(kept: 1000, flood: 4 << 20))
            if target.name == "no-room-for-input" { command.input = Array(repeating: 0, count: 1 << 20) }
            let result = try await connection.run(command)
            return result.ending == .exited ? "exit \(result.exitStatus)" : "timed out"
        } catch {
            expectHarmless(error.description)
            return word(for: error)
        }
    }

    /// It is short, and has nothing that moves the cursor, turns the direction of text, is not seen, or forges a line.
    private static func expectHarmless(_ text: String) {
        #expect(text.utf8.count < 2000, "\(text.prefix(500))")
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("host9") }, "\(text.debugDescription)")
        for scalar in text.unicodeScalars where scalar != "\n" {
            let isSeen = ![.control, .format].contains(scalar.properties.generalCategory)
            #expect(isSeen, "U+\(String(scalar.value, radix: 16)) in \(text.debugDescription)")
        }
    }

    private static func word(for error: SSHError) -> String {
        switch error.kind {
        case .silent(let phase, _): "silent in \(phase.rawValue)"
        case .flooding(let phase, _): "flood in \(phase.rawValue)"
        case .notSSH: "no SSH"
        case .noCommonMethods: "no methods"
        case .keyExchangeFailed: "key exchange broken off"
        case .keysRefused: "keys refused"
        case .lost: "lost"
        case .channelRefused: "refused"
        case .unkillable: "unkillable"
        case .library: "library"
        default: "\(error)"
        }
    }
}
