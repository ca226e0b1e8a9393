public import Steps

/// One transport a host, opened when first needed and kept; a lost one is opened anew.
public actor Connections {
    /// Opens a transport to a host.
    public typealias Opener = @Sendable (Host) async throws(Unreachable) -> any Transport

    private let open: Opener
    private var opened: [String: Task<Result<any Transport, Unreachable>, Never>] = [:]

    /// Connections that `open` opens.
    public init(open: @escaping Opener) { self.open = open }

    /// The transport of a host, connecting where needed.
    public func transport(to host: Host) async throws(Unreachable) -> any Transport {
        if let task = opened[host.name] { return try await task.value.get() }
        let open = open
        let task = Task { () -> Result<any Transport, Unreachable> in
            do throws(Unreachable) { return .success(try await open(host)) } catch { return .failure(error) }
        }
        opened[host.name] = task
        return try await task.value.get()
    }

    /// Opens connections to these hosts at once, without waiting for them.
    public func warm(_ hosts: [Host]) {
        for host in hosts where opened[host.name] == nil { Task { _ = try? await transport(to: host) } }
    }

    /// Forgets a host's transport, so that the next use connects anew.
    public func forget(_ host: Host) async {
        guard let task = opened.removeValue(forKey: host.name) else { return }
        if case .success(let transport) = await task.value { await transport.close() }
    }

    /// Ends every connection.
    public func closeAll() async {
        for task in opened.values {
            if case .success(let transport) = await task.value { await transport.close() }
        }
        opened = [:]
    }
}
