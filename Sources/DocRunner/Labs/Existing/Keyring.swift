import Glibc
import Steps

/// The ssh-agent of one labctl: it holds the keys whose passphrases were asked for, as long as labctl lives.
///
/// ssh-add(1) asks on the terminal and shows nothing; labctl never sees a passphrase or an open key, and a key is opened
/// once however many hosts take it. The agent ends with labctl, also when that is killed: it lives as long as a child that
/// reads from us.
public actor Keyring {
    private struct Agent {
        let socket: String
        let life: Pipe
    }

    private var agent: Agent?
    private var openings: [String: Task<String?, Never>] = [:]

    /// An empty one; nothing is started yet.
    public init() {}

    /// Has the passphrase of a key asked for, once; answers the socket of the agent that holds the key then, nil where
    /// there is no terminal to ask on, or nobody gave the passphrase.
    public func unlock(_ path: String) async -> String? {
        if let opening = openings[path] { return await opening.value }
        let opening = Task { await open(path) }
        openings[path] = opening
        return await opening.value
    }

    private func open(_ path: String) async -> String? {
        guard Self.hasTerminal, let socket = try? await started().socket else { return nil }
        let words = [
            "env", "SSH_AUTH_SOCK=\(socket)", "SSH_ASKPASS_REQUIRE=never", "ssh-add", "-q", "--", path,
        ]
        let status = try? await offload {
            ProcessLauncher.wait(
                for: try ProcessLauncher(
                    arguments: words, input: STDIN_FILENO, output: STDERR_FILENO
                ).start())
        }
        return status == 0 ? socket : nil
    }

    private static var hasTerminal: Bool {
        let descriptor = Glibc.open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }

    private func started() async throws -> Agent {
        if let agent { return agent }
        let life = try Pipe(), answer = try Pipe()
        let words = ["ssh-agent", "sh", "-c", "echo \"$SSH_AUTH_SOCK\"; exec cat >/dev/null 2>&1"]
        _ = try ProcessLauncher(
            arguments: words, input: life.readEnd, output: answer.writeEnd, ownSession: true
        ).start()
        life.closeReadEnd()
        answer.closeWriteEnd()
        let descriptor = answer.readEnd
        let socket = try await offload { Self.readLine(from: descriptor) }
        withExtendedLifetime(answer) {}
        guard socket.hasPrefix("/") else {
            throw LabError("no ssh-agent can be started", detail: socket)
        }
        let agent = Agent(socket: socket, life: life)
        self.agent = agent
        return agent
    }

    /// Reads up to the first line end, which is left out.
    private static func readLine(from descriptor: Int32) -> String {
        var line: [UInt8] = [], byte: UInt8 = 0
        while line.count < 4096, read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }
}
