public import Steps

/// Asks the hosts about several chapters at once and says how each step stands. Nothing is changed, nothing recorded.
///
/// Each host is asked over one connection, in batches of questions; equal questions of two chapters are sent
/// once. The first batch has the steps that act. Then come the checks of the chapters that are begun, and of
/// the next one; checks of later chapters would wait for servers that do not exist yet. Last come the steps
/// that need a captured value, if the value is known by then.
public struct Survey: Sendable {
    let plans: [Plan]
    /// What each plan's entries ask, in their order, and what was found.
    var rows: [[SurveyRow]] = []
    /// What is known of the values that each plan's steps capture.
    var captures: [[String: Value]]
    /// The secrets that earlier runs captured, in any chapter.
    let secrets: [String]
    private let scale: TimeScale
    private var inquirer: Inquirer
    var answers: [Inquiry: Result<Response, Unreachable>] = [:]
    private var outOfReach: [Host: Unreachable] = [:]

    /// No question may hold up the others for longer than this.
    private static let patience = Duration.seconds(10)

    /// A survey for plans in the order of the guide, with the values that are known of earlier runs.
    ///
    /// `observer` gets the names of the hosts that have not answered yet, each time that they change.
    public init(
        _ plans: [Plan], captures: [String: Value], over connections: Connections, scale: TimeScale = .usual,
        observer: @escaping @Sendable ([String]) -> Void = { _ in }
    ) {
        self.plans = plans
        self.scale = scale
        self.captures = plans.map { plan in
            let names = plan.capturedNames
            return captures.filter { names.contains($0.key) }
        }
        secrets = captures.values.flatMap(\.secrets)
        inquirer = Inquirer(connections: connections, observer: observer)
        rows = plans.indices.map { index in plans[index].entries.map { row(of: $0, in: index) } }
    }

    /// Asks, and answers how the steps of each plan stand, and why each host that could not be reached could not be.
    ///
    /// A chapter of which nothing is missing but steps that may take their time is waited for, for `limit` and for the
    /// shortest `retry` of those steps at most, both stretched.
    public mutating func take(waiting limit: Duration = .zero) async -> (
        steps: [[Standing]], unreachable: [String: String]
    ) {
        let limit = scale.stretch(limit)
        let isStarting = limit > .zero ? await hasStartingHost() : false
        let alwaysAsked = plans.map { plan in !plan.entries.contains(where: \.acts) }
        await ask { ($1.acts || alwaysAsked[$0]) && !$1.dependsOnCaptures }
        var asked = 0
        while asked < reached {
            let these = asked..<reached
            asked = these.upperBound
            await ask { these.contains($0) && !$1.dependsOnCaptures }
            repeat {
                keepWhatWasSeen()
                await ask { these.contains($0) && $1.dependsOnCaptures }
            } while bringsNews
        }
        await askAgain(for: limit, isStarting: isStarting)
        let redactor = redactor
        let unreachable = answers.reduce(into: [String: String]()) { reasons, answer in
            if case .failure(let error) = answer.value {
                reasons[answer.key.host.name] = redactor.redact(error.message)
            }
        }
        return (standings(), unreachable)
    }

    private mutating func askAgain(for limit: Duration, isStarting: Bool) async {
        inquirer.hurried = []
        let began = ContinuousClock.now
        while !Task.isCancelled {
            let slow = slowEntries(isStarting: isStarting)
            let patience =
                isStarting ? limit : min(limit, scale.stretch(slow.map(\.step.envelope.retry).min() ?? .zero))
            guard !slow.isEmpty, began + patience > .now else { return }
            try? await Task.sleep(for: Self.pause)
            let places = Set(slow.map(\.step.block.place))
            await ask(again: true) { places.contains($1.step.block.place) }
        }
    }

    /// How long is waited before a question is asked again.
    private static let pause = Duration.milliseconds(500)

    /// The steps of begun chapters that do not hold, if all of them may need more time. If a machine was
    /// still starting when it was asked, every step may need more time.
    private func slowEntries(isStarting: Bool) -> [Plan.Entry] {
        entriesMissing().flatMap { missing in
            isStarting || missing.allSatisfy { $0.step.envelope.retry > .zero } ? missing : []
        }
    }

    /// The steps that do not hold, of each chapter that is begun.
    private func entriesMissing() -> [[Plan.Entry]] {
        zip(plans, standings()).compactMap { plan, standings in
            let missing = zip(plan.entries, standings).filter { $1.state == .differs }.map(\.0)
            let isBegun = standings.contains { $0.state == .holds && $0.isTelling }
            return isBegun && !missing.isEmpty ? missing : nil
        }
    }

    /// Whether a machine has not started all of its services yet (systemctl(1), `is-system-running`).
    private mutating func hasStartingHost() async -> Bool {
        let hosts = Set(plans.flatMap(\.entries).flatMap(\.hosts)).filter { $0 != .local }
        let inquiries = hosts.map {
            Inquiry(host: $0, script: Script("systemctl is-system-running"), timeout: .seconds(2))
        }
        return await answers(to: inquiries).values.contains {
            guard case .success(let answer) = $0 else { return false }
            return ["initializing", "starting"].contains(answer.reply.output.trimmingSpaces)
        }
    }

    /// How many chapters the student may have reached: all up to the last one that is begun, and the one
    /// after it.
    private var reached: Int {
        let begun = standings().lastIndex { $0.contains { $0.state == .holds && $0.isTelling } }
        return min((begun ?? -1) + 2, plans.count)
    }

    /// Asks what was not asked yet, or all of it `again`, for the entries of chapters (by their index) that are wanted.
    private mutating func ask(again: Bool = false, _ isWanted: (Int, Plan.Entry) -> Bool) async {
        let inquiries = plans.indices.flatMap { index in
            rows[index].filter { isWanted(index, $0.entry) && asks($0.entry, in: index) }
                .flatMap { $0.items.compactMap(\.inquiry) }
        }
        let new = await answers(to: inquiries.filter { again || answers[$0] == nil })
        answers.merge(new) { $1 }
        for index in rows.indices {
            for number in rows[index].indices { rows[index][number].take(new) }
        }
    }

    /// The answers; a host that was out of reach once is not tried again.
    private mutating func answers(to inquiries: [Inquiry]) async -> [Inquiry: Result<Response, Unreachable>] {
        let asked = inquiries.filter { outOfReach[$0.host] == nil }
        let answers = await inquirer.answers(to: asked)
        for (inquiry, answer) in answers {
            switch answer {
            case .success(let answer): if answer.cutShort != nil { inquirer.hurried.insert(inquiry.host) }
            case .failure(let error): if !error.wasConnected { outOfReach[inquiry.host] = error }
            }
        }
        return inquiries.reduce(into: answers) { answers, inquiry in
            if let error = outOfReach[inquiry.host] { answers[inquiry] = .failure(error) }
        }
    }

    /// What a step that holds brings for others, as a run would keep it; what needs it can be asked from now on.
    private mutating func keepWhatWasSeen() {
        for index in plans.indices where captures[index] != valuesSeen(in: index) {
            captures[index] = valuesSeen(in: index)
            for (number, entry) in plans[index].entries.enumerated() where entry.dependsOnCaptures {
                rows[index][number] = row(of: entry, in: index)
            }
        }
    }

    /// Whether answers have brought other values than those that are known.
    private var bringsNews: Bool { plans.indices.contains { captures[$0] != valuesSeen(in: $0) } }

    /// The values that are known of a plan's steps, with what the answers say of them.
    private func valuesSeen(in index: Int) -> [String: Value] {
        rows[index].reduce(into: captures[index]) { values, row in
            guard let name = row.entry.step.envelope.capture else { return }
            switch row.items.first?.finding {
            case .holds(let seen)?:
                if !seen.isEmpty {
                    values[name] = row.entry.step.envelope.isSecret ? .secret(seen) : .text(seen)
                }
            case .differs?: values[name] = nil
            case .broken?, nil: break
            }
        }
    }

    /// Whether a step is asked for at all: no drill, and its condition is met.
    func asks(_ entry: Plan.Entry, in index: Int) -> Bool {
        entry.drill == nil && plans[index].includes(entry, knowing: captures[index])
    }

    /// What a step asks its hosts, with what is known now, and what they have answered already.
    private func row(of entry: Plan.Entry, in index: Int) -> SurveyRow {
        var row = SurveyRow(entry: entry, timeout: min(entry.step.envelope.timeout, Self.patience)) { host in
            guard entry.dependsOnCaptures else { return entry.contents[host.name] }
            return try? entry.step.content(in: plans[index].scope(on: host, knowing: captures[index]))
        }
        row.take(answers)
        return row
    }
}

extension Plan.Entry {
    /// Whether the step does something; a check does not.
    var acts: Bool {
        switch content?.nature {
        case .action, .drill: true
        case .check, nil: false
        }
    }
}
