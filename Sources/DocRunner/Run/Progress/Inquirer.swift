import Steps

/// One question to one host. Equal questions of several steps are equal values.
struct Inquiry: Hashable, Sendable {
    var host: Host
    var script: Script
    var user: String?
    var timeout: Duration
    var joint: JointQuestion?

    /// The time limit for a question after an earlier one has timed out: most likely both wait for the same
    /// thing.
    private static let hurriedTimeout = Duration.seconds(1)

    fileprivate func request(isHurried: Bool) -> Request {
        var request = Request(
            script, user: user, timeout: timeout, hurriedTimeout: min(timeout, Self.hurriedTimeout))
        request.isHurried = isHurried
        return request
    }
}

/// Asks all hosts at once, each over its one connection.
struct Inquirer: Sendable {
    let connections: Connections
    /// Told the names of the hosts that have not answered yet, as long as there are any.
    var observer: @Sendable ([String]) -> Void = { _ in }
    /// The hosts where an earlier question has timed out.
    var hurried: Set<Host> = []

    private typealias Answers = [Inquiry: Result<Response, Unreachable>]

    /// The answers to all requests; those that are asked more than once are asked once.
    func answers(to inquiries: [Inquiry]) async -> [Inquiry: Result<Response, Unreachable>] {
        var seen: Set<Inquiry> = []
        let byHost = Dictionary(grouping: inquiries.filter { seen.insert($0).inserted }, by: \.host)
        var waiting = Set(byHost.keys.map(\.name)).sorted()
        return await withTaskGroup(of: (String, Answers).self) { group in
            for (host, inquiries) in byHost {
                group.addTask { (host.name, await answers(ofOneHost: inquiries)) }
            }
            var all: Answers = [:]
            if !waiting.isEmpty { observer(waiting) }
            for await (host, found) in group {
                all.merge(found) { $1 }
                waiting.removeAll { $0 == host }
                if !waiting.isEmpty { observer(waiting) }
            }
            return all
        }
    }

    /// Asks the joint questions and, in parallel, the others. Then asks one by one the questions that the
    /// joint ones could not answer.
    private func answers(ofOneHost inquiries: [Inquiry]) async -> Answers {
        let together = JointRequests(
            of: inquiries.map { .init(key: $0, request: request($0), joint: $0.joint) })
        let members = together.members
        let known = await withTaskGroup(of: Answers.self) { tasks in
            for group in together.groups { tasks.addTask { await answers(of: group) } }
            tasks.addTask { await answers(inquiries.filter { !members.contains($0) }) }
            return await tasks.reduce(into: [:]) { $0.merge($1) { $1 } }
        }
        return known.merging(await answers(inquiries.filter { known[$0] == nil })) { $1 }
    }

    private func answers(of group: JointRequests<Inquiry>.Group) async -> Answers {
        do throws(Unreachable) {
            let answers = try await connections.use(group.keys[0].host) { transport throws(Unreachable) in
                try await transport.ask([group.request])
            }
            return group.answers(in: answers[0]).mapValues { .success($0) }
        } catch {
            guard !error.wasConnected else { return [:] }
            return group.keys.reduce(into: [:]) { $0[$1] = .failure(error) }
        }
    }

    private func request(_ inquiry: Inquiry) -> Request {
        inquiry.request(isHurried: hurried.contains(inquiry.host))
    }

    /// The answers of one host to one batch; a connection that is lost in the middle is opened again, once.
    private func answers(_ batch: [Inquiry], mayReconnect: Bool = true) async -> Answers {
        guard let host = batch.first?.host else { return [:] }
        do throws(Unreachable) {
            let answers = try await connections.use(host) { transport throws(Unreachable) in
                try await transport.ask(batch.map(request))
            }
            return Dictionary(zip(batch, answers.map { .success($0) })) { first, _ in first }
        } catch {
            guard error.wasConnected, mayReconnect else {
                return Dictionary(batch.map { ($0, .failure(error)) }) { first, _ in first }
            }
            return await answers(batch, mayReconnect: false)
        }
    }
}
