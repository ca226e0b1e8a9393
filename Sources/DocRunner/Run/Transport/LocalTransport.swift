import FoundationEssentials
public import Steps

/// The computer that labctl runs on: bash in the lab's state directory.
public struct LocalTransport: Transport {
    /// The directory that scripts begin in and relative uploads start from.
    let directory: String
    private let isAllowed: @Sendable () -> Bool

    /// A transport whose scripts begin in `directory`. Whatever labctl did not write itself is refused as long as `isAllowed`
    /// answers false: it is asked each time, so no road leads past it.
    public init(directory: String, isAllowed: @escaping @Sendable () -> Bool) {
        (self.directory, self.isAllowed) = (directory, isAllowed)
    }

    /// Asks one after another; nothing is far away here.
    public func ask(_ requests: [Request]) async throws(Unreachable) -> [Response] {
        var answers: [Response] = []
        for request in requests { answers.append(try await run(request) { _, _ in }) }
        return answers
    }

    /// Carries out a script that travels over standard input, as it does to other hosts.
    public func run(_ request: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
        async throws(Unreachable) -> Response
    {
        guard request.isOwn || isAllowed() else { throw .refused }
        var command = ["/bin/bash", "--noprofile", "--norc", "-c", "eval \"$(cat)\" </dev/null"]
        if let user = request.user { command = ["/usr/bin/sudo", "-n", "-u", user, "--"] + command }
        let process = LocalProcess(command, directory: directory)
        do {
            return try await process.run(
                input: Array(request.script.reading(from: directory).text.utf8), timeout: request.timeout,
                output: output)
        } catch {
            throw Unreachable(host: Host.local.name, message: "bash cannot be started: \(error)")
        }
    }

    /// Copies or writes a file beside its target and moves it there.
    public func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable)
        -> Response
    {
        let target = Script.quote(upload.path)
        let mode = String(upload.mode, radix: 8)
        let owner = upload.owner.map { "chown \(Script.quote($0)) \"$t\"; " } ?? ""
        let fill: String
        switch upload.source {
        case .localFile(let path), .beside(let path): fill = "cat \(Script.quote(path)) >\"$t\""
        case .bytes(let bytes):
            fill = "base64 -d >\"$t\" <<'END'\n\(Data(bytes).base64EncodedString())\nEND\n"
        }
        let script = Script(
            "set -eu; t=$(mktemp \(target).XXXXXX); trap 'rm -f \"$t\"' EXIT\n\(fill)\n"
                + "chmod \(mode) \"$t\"; \(owner)mv -f \"$t\" \(target)")
        return try await run(Request(script, user: user, timeout: timeout)) { _, _ in }
    }

    /// Nothing is kept open.
    public func close() async {}
}

extension Unreachable {
    /// Nobody has said that what others wrote may be carried out on this computer.
    fileprivate static var refused: Unreachable {
        var refusal = Unreachable(
            host: Host.local.name,
            message:
                "nothing is carried out on this computer: it was not written by labctl, and nobody has allowed it. "
                + "Read it first; if you trust whoever wrote it: --allow-local")
        refusal.isFinal = true
        return refusal
    }
}
