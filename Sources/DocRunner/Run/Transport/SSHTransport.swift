import PlainText
public import SSH
public import Steps

/// A host over SSH.
public struct SSHTransport: Transport {
    private let connection: SSHConnection
    private let directory: String

    /// A transport over a connection; relative uploads start at `directory` on this computer.
    public init(_ connection: SSHConnection, directory: String) {
        self.connection = connection
        self.directory = directory
    }

    /// Asks for the passphrase of the key at a path; answers the socket of an ssh-agent that holds it then.
    public typealias Unlocking = @Sendable (String) async -> String?

    /// Connects to a target. If it needs a key with a passphrase, it calls `unlock`, once for each key.
    public static func connect(
        to target: SSHTarget, directory: String, within limit: Duration = .seconds(10),
        unlock: Unlocking = { _ in nil }
    ) async throws(Unreachable) -> SSHTransport {
        var target = target
        while true {
            do throws(SSHError) {
                return SSHTransport(
                    try await SSHConnection.connect(to: target, timeout: limit), directory: directory)
            } catch {
                guard case .badIdentity(let path, .encrypted) = error.kind, let agent = await unlock(path),
                    target.addAgent(agent)
                else { throw Unreachable(error, host: target.name, wasConnected: false) }
            }
        }
    }

    /// Requests go out several at a time, over several shells: one that waits keeps few others waiting.
    public func ask(_ requests: [Request]) async throws(Unreachable) -> [Response] {
        do throws(SSHError) {
            let results = try await connection.batch(requests.map { RemoteCommand($0, from: directory) })
            return zip(requests, results).map { Response(to: $0, $1) }
        } catch {
            guard let (user, answer) = Response.withoutShell(error) else {
                throw Unreachable(error, wasConnected: true)
            }
            var others = try await ask(requests.filter { $0.user != user })[...]
            return requests.map { $0.user == user ? answer : others.popFirst() ?? answer }
        }
    }

    /// Carries out a script in the host's kept shell.
    public func run(_ request: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
        async throws(Unreachable) -> Response
    {
        do throws(SSHError) {
            let result = try await connection.run(RemoteCommand(request, from: directory)) { stream, bytes in
                output(stream == .standardError ? .error : .output, bytes)
            }
            return Response(result)
        } catch { return try Response(orThrow: error) }
    }

    /// Sends a file over the same connection.
    public func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable)
        -> Response
    {
        let content: RemoteFile.Content
        switch upload.source {
        case .bytes(let bytes): content = .bytes(bytes)
        case .localFile(let path), .beside(let path):
            content = .file(path.hasPrefix("/") ? path : "\(directory)/\(path)")
        }
        let file = RemoteFile(
            path: upload.path, content: content, mode: UInt16(upload.mode), owner: upload.owner)
        do throws(SSHError) {
            return Response(try await connection.upload(file, as: user, timeout: timeout))
        } catch { return try Response(orThrow: error) }
    }

    /// Ends the connection.
    public func close() async { await connection.close() }
}

extension RemoteCommand {
    fileprivate init(_ request: Request, from directory: String) {
        let hurried = request.hurriedTimeout
        self.init(
            request.script.reading(from: directory).text, as: request.user,
            timeout: request.isHurried ? hurried ?? request.timeout : request.timeout,
            hurriedTimeout: hurried, limits: OutputLimits(kept: Response.kept))
    }
}

extension Response {
    /// The answer to every question as a user that does not exist on the host. A chapter may create the user
    /// later, so the host does not count as unreachable. Nil for other errors, and if sudo refuses root: then
    /// no question can be asked.
    fileprivate static func withoutShell(_ error: SSHError) -> (user: String, answer: Response)? {
        guard case .noShell(let user, _, _) = error.kind, user != "root", user != error.target.user else {
            return nil
        }
        return (
            user,
            Response(Reply(status: 1, errorOutput: HostText.clean(Array("\(error)".utf8))), cutShort: nil)
        )
    }

    /// The same as an answer to one request; throws `Unreachable` for every other error.
    fileprivate init(orThrow error: SSHError) throws(Unreachable) {
        if case .localFile = error.kind {
            self.init(Reply(status: Self.nothingSent), cutShort: "\(error)")
            return
        }
        guard let (_, answer) = Self.withoutShell(error) else { throw Unreachable(error, wasConnected: true) }
        self = answer
    }

    fileprivate init(to request: Request, _ result: CommandResult) {
        self.init(result)
        if case .timedOut(let limit) = result.ending { wasHurried = limit < request.timeout }
    }

    fileprivate init(_ result: CommandResult) {
        let reply = Reply(
            status: result.exitStatus, output: HostText.clean(result.stdout.bytes),
            errorOutput: HostText.clean(result.stderr.bytes), isCut: result.stdout.omitted > 0)
        self.init(reply, cutShort: result.ending.sentence)
        if case .timedOut = result.ending { isLate = true }
    }
}

extension CommandResult.Ending {
    fileprivate var sentence: String? {
        switch self {
        case .exited: nil
        case .timedOut(let limit): "it took longer than \(Int(limit.seconds)) s and was ended"
        case .flooded(let bytes): "it printed more than \(bytes >> 20) MiB and was ended"
        case .cancelled: "it was abandoned and ended"
        }
    }
}

extension SSHTarget {
    /// Asks an agent as well, here and on the way; false where it was asked already.
    fileprivate mutating func addAgent(_ socket: String) -> Bool {
        guard !agents.contains(socket) else { return false }
        agents.append(socket)
        for index in jumps.indices { jumps[index].agents.append(socket) }
        return true
    }
}

extension Unreachable {
    /// The error may be that of a jump host; the host is then the one behind it.
    fileprivate init(_ error: SSHError, host: String? = nil, wasConnected: Bool) {
        self.init(host: host ?? error.target.name, message: "\(error)", wasConnected: wasConnected)
    }
}
