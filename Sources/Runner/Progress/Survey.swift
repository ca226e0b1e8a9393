public import Steps

/// Asks the hosts about several chapters at once and says how each step stands. Nothing is changed, nothing recorded.
///
/// Each host is asked over one connection, in batches of questions; what two chapters ask alike is asked once. The
/// first batch is about what steps do. Checks are asked of the chapters that somebody has begun, and of the next one:
/// in those behind it they would wait for servers that nobody has set up. Steps that need a value which another step
/// brings follow last, where that value was seen.
public struct Survey: Sendable {
    private let plans: [Plan]
    private var captures: [String: Value]
    private var inquirer: Inquirer
    private var answers: [Inquiry: Result<Answer, Unreachable>] = [:]
    private var outOfReach: [Host: Unreachable] = [:]

    /// No question may hold up the others for longer than this.
    private static let patience = Duration.seconds(10)

    /// A survey for plans in the order of the guide, with the values that are known of earlier runs.
    ///
    /// `observer` is told the names of the hosts whose answers are waited for, whenever they are others.
    public init(
        _ plans: [Plan], captures: [String: Value], over connections: Connections,
        observer: @escaping @Sendable ([String]) -> Void = { _ in }
    ) {
        self.plans = plans
        self.captures = captures
        inquirer = Inquirer(connections: connections, observer: observer)
    }

    /// Asks, and answers how the steps of each plan stand, and why each host that could not be reached could not be.
    ///
    /// A chapter of which nothing is missing but steps that may take their time is waited for, for `limit` and for the
    /// shortest `retry` of those steps at most.
    public mutating func take(waiting limit: Duration = .zero) async -> (
        steps: [[Standing]], unreachable: [String: String]
    ) {
        let isStarting = limit > .zero ? await hasStartingHost() : false
        let alwaysAsked = plans.map { plan in !plan.entries.contains(where: \.acts) }
        await ask { ($1.acts || alwaysAsked[$0]) && !$1.dependsOnCaptures }
        var asked = 0
        while asked < reached {
            let these = asked..<reached
            asked = these.upperBound
            await ask { these.contains($0) && !$1.dependsOnCaptures }
            keepWhatWasSeen()
            await ask { these.contains($0) && $1.dependsOnCaptures }
        }
        await askAgain(for: limit, isStarting: isStarting)
        let unreachable = answers.reduce(into: [String: String]()) { reasons, answer in
            if case .failure(let error) = answer.value { reasons[answer.key.host.name] = error.message }
        }
        return (standings(), unreachable)
    }

    private mutating func askAgain(for limit: Duration, isStarting: Bool) async {
        inquirer.hurried = []
        let began = ContinuousClock.now
        while !Task.isCancelled {
            let slow = slowEntries(isStarting: isStarting)
            let patience = isStarting ? limit : min(limit, slow.map(\.step.envelope.retry).min() ?? .zero)
            guard !slow.isEmpty, began + patience > .now else { return }
            try? await Task.sleep(for: Self.pause)
            let places = Set(slow.map(\.step.block.place))
            await ask(again: true) { places.contains($1.step.block.place) }
        }
    }

    /// How long is waited before a question is asked again.
    private static let pause = Duration.milliseconds(500)

    /// What does not hold of chapters that somebody has worked on, where all of it may take its time; where a machine
    /// was still starting when it was asked, anything may.
    private func slowEntries(isStarting: Bool) -> [Plan.Entry] {
        entriesMissing().flatMap { missing in
            isStarting || missing.allSatisfy { $0.step.envelope.retry > .zero } ? missing : []
        }
    }

    /// What does not hold of each chapter that somebody has worked on.
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

    /// How many chapters somebody may have come to: those up to the last one that has begun, and the one behind it.
    private var reached: Int {
        let begun = standings().lastIndex { $0.contains { $0.state == .holds && $0.isTelling } }
        return min((begun ?? -1) + 2, plans.count)
    }

    /// Asks what was not asked yet, or all of it `again`, for the entries of chapters (by their index) that are wanted.
    private mutating func ask(again: Bool = false, _ isWanted: (Int, Plan.Entry) -> Bool) async {
        let inquiries = plans.enumerated().flatMap { index, plan in
            plan.entries.filter { isWanted(index, $0) && asks($0, in: plan) }.flatMap { entry in
                entry.hosts.compactMap { inquiry(of: entry, in: plan, on: $0) }
            }
        }
        answers.merge(await answers(to: inquiries.filter { again || answers[$0] == nil })) { $1 }
    }

    /// The answers; a host that was out of reach once is not tried again.
    private mutating func answers(to inquiries: [Inquiry]) async -> [Inquiry: Result<Answer, Unreachable>] {
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

    /// What a step that holds brings for others, as a run would keep it.
    private mutating func keepWhatWasSeen() {
        for plan in plans {
            for entry in plan.entries {
                guard let name = entry.step.envelope.capture, captures[name] == nil,
                    let host = entry.hosts.first,
                    case .holds(let seen)? = finding(for: entry, in: plan, on: host), !seen.isEmpty
                else { continue }
                captures[name] = entry.step.envelope.isSecret ? .secret(seen) : .text(seen)
            }
        }
    }

    /// Whether a step is asked for at all: no drill, and its condition is met.
    private func asks(_ entry: Plan.Entry, in plan: Plan) -> Bool {
        entry.content?.drill == nil && plan.includes(entry, knowing: captures)
    }

    /// The step's content on a host; nil while a value is missing that it needs.
    private func content(of entry: Plan.Entry, in plan: Plan, on host: Host) -> (any StepKind)? {
        guard entry.dependsOnCaptures else { return entry.contents[host.name] }
        return try? entry.step.content(in: plan.scope(on: host, knowing: captures))
    }

    private func inquiry(of entry: Plan.Entry, in plan: Plan, on host: Host) -> Inquiry? {
        guard let probe = content(of: entry, in: plan, on: host)?.probe(on: host) else { return nil }
        let envelope = entry.step.envelope
        return Inquiry(
            host: host, script: probe.script, user: envelope.user,
            timeout: min(envelope.timeout, Self.patience), joint: probe.joint)
    }

    private func finding(for entry: Plan.Entry, in plan: Plan, on host: Host) -> Finding? {
        guard let inquiry = inquiry(of: entry, in: plan, on: host),
            case .success(let answer)? = answers[inquiry], !answer.wasHurried
        else { return nil }
        return content(of: entry, in: plan, on: host)?.probe(on: host)?.finding(from: answer)
    }
}

// What the answers mean.
extension Survey {
    private func standings() -> [[Standing]] {
        var known: Set<Inquiry> = []
        return plans.map { plan in
            let before = known
            return plan.entries.map { entry in
                let own = entry.hosts.compactMap { inquiry(of: entry, in: plan, on: $0) }
                known.formUnion(own)
                return Standing(
                    id: entry.step.id, title: entry.content?.title ?? "", place: entry.step.block.place,
                    hosts: hosts(of: entry, in: plan), isTelling: entry.acts && !before.isSuperset(of: own))
            }
        }
    }

    private func hosts(of entry: Plan.Entry, in plan: Plan) -> [Standing.OnHost] {
        guard asks(entry, in: plan) else { return entry.hosts.map { .init($0.name, .uncounted) } }
        let judged = judged(entry, in: plan)
        let isShown =
            judged.contains { $0.finding?.mayBeAnotherWay == true } && isShownByResults(entry, in: plan)
        let redactor = Redactor(plan.secrets + captures.values.flatMap(\.secrets))
        return judged.map { judged in
            guard let finding = judged.finding else { return unasked(entry, in: plan, on: judged.host) }
            let isDone = isShown && finding.mayBeAnotherWay
            return .init(
                judged.host.name, isDone ? .holds : finding.state, finding.reasons.map(redactor.redact))
        }
    }

    private func judged(_ entry: Plan.Entry, in plan: Plan) -> [HostFinding] {
        let found = entry.hosts.map { HostFinding(host: $0, finding: finding(for: entry, in: plan, on: $0)) }
        return entry.content?.judge(found) ?? found
    }

    /// Whether every check that shows the step's result holds.
    private func isShownByResults(_ entry: Plan.Entry, in plan: Plan) -> Bool {
        let results = plan.results(of: entry)
        return !results.isEmpty
            && results.allSatisfy { judged($0, in: plan).allSatisfy { $0.finding?.isHeld == true } }
    }

    /// Why nothing was found on a host: it cannot be reached, a value is missing, or there is nothing to ask.
    private func unasked(_ entry: Plan.Entry, in plan: Plan, on host: Host) -> Standing.OnHost {
        if let inquiry = inquiry(of: entry, in: plan, on: host) {
            switch answers[inquiry] {
            case .failure(let error)?: return .init(host.name, .unknown, [error.message])
            case .success?:
                return .init(host.name, .unknown, ["another question waited in vain, and this one not long"])
            case nil: return .init(host.name, .unasked)
            }
        }
        let isMissing = content(of: entry, in: plan, on: host) == nil
        return isMissing
            ? .init(host.name, .unknown, ["it needs a value that an earlier step brings"])
            : .init(host.name, .uncounted)
    }
}

extension Finding {
    fileprivate var state: Standing.State { isHeld ? .holds : .differs }

    var reasons: [String] {
        if case .broken(let reason) = self { return [reason] }
        return differences.map(\.summary)
    }
}

extension Plan.Entry {
    /// Whether the step does something; a check does not.
    fileprivate var acts: Bool { content?.onlyAsks == false }
}
