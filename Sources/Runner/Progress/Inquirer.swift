import Steps

/// One question to one host, the same wherever it is asked.
struct Inquiry: Hashable, Sendable {
    var host: Host
    var script: Script
    var user: String?
    var timeout: Duration
}

/// Asks all hosts at once, each over its one connection.
struct Inquirer: Sendable {
    let connections: Connections

    /// Two batches a host are under way at once: one may wait for a server while the other computes.
    private static let lanes = 2

    private typealias Answers = [Inquiry: Result<Answer, Unreachable>]

    /// The answers to all questions; those that are asked more than once are asked once.
    func answers(to inquiries: [Inquiry]) async -> [Inquiry: Result<Answer, Unreachable>] {
        var seen: Set<Inquiry> = []
        let byHost = Dictionary(grouping: inquiries.filter { seen.insert($0).inserted }, by: \.host)
        return await withTaskGroup(of: Answers.self) { group in
            for batch in byHost.values.flatMap(Self.parted) { group.addTask { await answers(batch) } }
            return await group.reduce(into: [:]) { $0.merge($1) { $1 } }
        }
    }

    private static func parted(_ inquiries: [Inquiry]) -> [[Inquiry]] {
        (0..<lanes).map { lane in
            stride(from: lane, to: inquiries.count, by: lanes).map { inquiries[$0] }
        }.filter { !$0.isEmpty }
    }

    /// The answers of one host to one batch; a connection that is lost in the middle is opened anew, once.
    private func answers(_ batch: [Inquiry], mayReconnect: Bool = true) async -> Answers {
        let questions = batch.map { Question($0.script, user: $0.user, timeout: $0.timeout) }
        do throws(Unreachable) {
            let answers = try await connections.use(batch[0].host) { transport throws(Unreachable) in
                try await transport.ask(questions)
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
