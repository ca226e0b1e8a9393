public import Steps

/// One transport a host, opened when first needed and kept; a lost one is opened anew.
public actor Connections {
    /// Opens a transport to a host.
    public typealias Opener = @Sendable (Host) async throws(Unreachable) -> any Transport

    private struct Entry {
        var number: Int
        var task: Task<Result<any Transport, Unreachable>, Never>
    }

    private let open: Opener
    private var entries: [String: Entry] = [:]
    private var count = 0

    /// Connections that `open` opens.
    public init(open: @escaping Opener) { self.open = open }

    /// The transport of a host, connecting where needed.
    public func transport(to host: Host) async throws(Unreachable) -> any Transport {
        try await entry(for: host).task.value.get()
    }

    /// Does something over a host's transport; one that is lost is forgotten, so that the next use connects anew.
    ///
    /// Many may be under way over one connection when it is lost. Only the one that was lost is forgotten: by the time
    /// that the last of them hears of it, the first has a new one.
    public func use<T: Sendable>(
        _ host: Host, _ body: @Sendable (any Transport) async throws(Unreachable) -> T
    ) async throws(Unreachable) -> T {
        let entry = entry(for: host)
        do throws(Unreachable) { return try await body(try await entry.task.value.get()) } catch {
            if entries[host.name]?.number == entry.number { await forget(host) }
            throw error
        }
    }

    /// Opens connections to these hosts at once, without waiting for them.
    public func warm(_ hosts: [Host]) {
        for host in hosts { _ = entry(for: host) }
    }

    /// Forgets a host's transport, so that the next use connects anew.
    public func forget(_ host: Host) async {
        guard let entry = entries.removeValue(forKey: host.name) else { return }
        if case .success(let transport) = await entry.task.value { await transport.close() }
    }

    /// Ends every connection.
    public func closeAll() async {
        for entry in entries.values {
            if case .success(let transport) = await entry.task.value { await transport.close() }
        }
        entries = [:]
    }

    private func entry(for host: Host) -> Entry {
        if let entry = entries[host.name] { return entry }
        let open = open
        let task = Task { () -> Result<any Transport, Unreachable> in
            do throws(Unreachable) { return .success(try await open(host)) } catch { return .failure(error) }
        }
        count += 1
        let entry = Entry(number: count, task: task)
        entries[host.name] = entry
        return entry
    }
}
