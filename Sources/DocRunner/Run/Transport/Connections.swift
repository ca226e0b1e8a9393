public import Steps

/// One transport for each host (a connection pool). It is opened when first needed and kept; a lost one is
/// opened again.
///
/// A slow failure costs its time only once: later callers get the error at once, while labctl retries in the
/// background, one attempt at a time. It is used again as soon as it answers.
public actor Connections {
    /// Opens a transport to a host.
    public typealias Opener = @Sendable (Host) async throws(Unreachable) -> any Transport

    /// How long a failure may take without being remembered, and the pause between two attempts in the background.
    public struct Patience: Sendable {
        /// A quick failure, such as a refused connection, costs no waiting time.
        public var failure = Duration.seconds(2)
        /// From one attempt to the next.
        public var pause = Duration.seconds(5)
        /// How long hosts that answer wait for others before they go on without them.
        public var others = Duration.seconds(3)

        /// The usual values.
        public init() {}

        /// The same, that much longer.
        public func stretched(by scale: TimeScale) -> Patience {
            var patience = self
            patience.failure = scale.stretch(failure)
            patience.pause = scale.stretch(pause)
            patience.others = scale.stretch(others)
            return patience
        }
    }

    private struct Entry {
        var number: Int
        var task: Task<Opening, Never>
        var isOpen = false
        var hasAnswered = false
    }

    private struct Opening: Sendable {
        var result: Result<any Transport, Unreachable>
        var took: Duration
    }

    /// Why a host is not waited for.
    private struct Trouble {
        var error: Unreachable
        var since = ContinuousClock.now
        var attempt: Task<Void, Never>?
    }

    private let open: Opener
    nonisolated let patience: Patience
    private var entries: [String: Entry] = [:]
    private var troubles: [String: Trouble] = [:]
    private var everAnswered: Set<String> = []
    private var count = 0

    /// Connections that `open` opens.
    public init(patience: Patience = Patience(), open: @escaping Opener) {
        (self.open, self.patience) = (open, patience)
    }

    /// The transport of a host, connecting where needed.
    public func transport(to host: Host) async throws(Unreachable) -> any Transport {
        let entry = try entry(for: host)
        return try await transport(of: entry, host)
    }

    /// Does something over a host's transport; one that is lost is forgotten, so that the next use opens a
    /// new connection.
    ///
    /// Many may be under way over one connection when it is lost. Only the one that was lost is forgotten: by the time
    /// that the last of them hears of it, the first has a new one.
    public func use<T: Sendable>(
        _ host: Host, _ body: @Sendable (any Transport) async throws(Unreachable) -> T
    ) async throws(Unreachable) -> T {
        let entry = try entry(for: host)
        let transport = try await transport(of: entry, host)
        let began = ContinuousClock.now
        do throws(Unreachable) {
            let value = try await body(transport)
            noteAnswer(of: host, entry.number)
            return value
        } catch {
            // A cancelled task says nothing about the host.
            let time = Task.isCancelled ? .zero : .now - began
            await noteFailure(of: host, entry.number, error, after: time)
            throw error
        }
    }

    /// Opens connections to these hosts at once, without waiting for them.
    public func warm(_ hosts: [Host]) {
        for host in hosts { _ = try? entry(for: host) }
    }

    /// The hosts that are not connected, and will not be for a while, although the others are.
    func late(among hosts: [Host]) async -> [Host] {
        await waitBriefly(for: hosts)
        return hosts.filter { entries[$0.name]?.isOpen != true }
    }

    private func waitBriefly(for hosts: [Host]) async {
        warm(hosts)
        let deadline = ContinuousClock.now + patience.others
        while hosts.contains(where: isAwaited), ContinuousClock.now < deadline, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Whether a host failed after some time, and has never answered anything.
    func hasGivenUp(_ host: Host) -> Bool {
        troubles[host.name] != nil && !everAnswered.contains(host.name)
    }

    /// Forgets a host's transport and its trouble, so that the next use connects anew.
    public func forget(_ host: Host) async {
        troubles.removeValue(forKey: host.name)?.attempt?.cancel()
        guard let entry = entries.removeValue(forKey: host.name) else { return }
        if case .success(let transport) = await entry.task.value.result { await transport.close() }
    }

    /// Ends every connection.
    public func closeAll() async {
        for trouble in troubles.values { trouble.attempt?.cancel() }
        for entry in entries.values {
            if case .success(let transport) = await entry.task.value.result { await transport.close() }
        }
        (entries, troubles) = ([:], [:])
    }

    private func isAwaited(_ host: Host) -> Bool { entries[host.name]?.isOpen == false }

    /// The host's entry, or a new one; throws the known error of a host that labctl does not wait for.
    private func entry(for host: Host) throws(Unreachable) -> Entry {
        if let entry = entries[host.name] { return entry }
        if let trouble = troubles[host.name] {
            tryAgain(host)
            throw trouble.error
        }
        let entry = opening(host)
        entries[host.name] = entry
        return entry
    }

    private func opening(_ host: Host) -> Entry {
        let open = open
        count += 1
        let number = count
        let task = Task { () -> Opening in
            let began = ContinuousClock.now
            let result: Result<any Transport, Unreachable>
            do throws(Unreachable) { result = .success(try await open(host)) } catch {
                result = .failure(error)
            }
            noteOpening(of: host, number)
            return Opening(result: result, took: .now - began)
        }
        return Entry(number: number, task: task)
    }

    private func transport(of entry: Entry, _ host: Host) async throws(Unreachable) -> any Transport {
        let opening = await entry.task.value
        do throws(Unreachable) { return try opening.result.get() } catch {
            await noteFailure(of: host, entry.number, error, after: opening.took)
            throw error
        }
    }
}

extension Connections {
    private func noteOpening(of host: Host, _ number: Int) {
        if entries[host.name]?.number == number { entries[host.name]?.isOpen = true }
    }

    private func noteAnswer(of host: Host, _ number: Int) {
        everAnswered.insert(host.name)
        if entries[host.name]?.number == number { entries[host.name]?.hasAnswered = true }
    }

    /// A connection that brought something before it was lost is opened anew; one that took long and brought nothing is a
    /// trouble.
    private func noteFailure(of host: Host, _ number: Int, _ error: Unreachable, after time: Duration) async {
        guard let entry = entries[host.name], entry.number == number else { return }
        entries[host.name] = nil
        // This must happen before another task runs; that task would open a new connection and wait again.
        if !entry.hasAnswered, time >= patience.failure { remember(error, of: host) }
        if case .success(let transport) = await entry.task.value.result { await transport.close() }
    }

    private func remember(_ error: Unreachable, of host: Host) {
        var error = error
        error.wasConnected = false
        troubles[host.name] = Trouble(error: error)
    }

    /// Begins an attempt in the background, unless there is one, or was one a moment ago.
    private func tryAgain(_ host: Host) {
        guard let trouble = troubles[host.name], trouble.attempt == nil,
            trouble.since + patience.pause <= .now
        else { return }
        troubles[host.name]?.attempt = Task { await attempt(host) }
    }

    /// Connects and asks for something; only a host that answers is used again.
    private func attempt(_ host: Host) async {
        let entry = opening(host)
        let result = await entry.task.value.result
        let isWaitedFor = troubles[host.name] != nil && entries[host.name] == nil
        do throws(Unreachable) {
            let transport = try result.get()
            let hello = Request(Script(":"), user: nil, timeout: .seconds(5))
            let isWell = isWaitedFor ? try await transport.ask([hello]).first?.succeeded == true : false
            guard isWell, troubles[host.name] != nil, entries[host.name] == nil else {
                troubles[host.name]?.attempt = nil
                troubles[host.name]?.since = .now
                return await transport.close()
            }
            entries[host.name] = Entry(number: entry.number, task: entry.task, isOpen: true)
            troubles[host.name] = nil
        } catch { if troubles[host.name] != nil { remember(error, of: host) } }
    }
}
