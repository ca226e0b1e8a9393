import FoundationEssentials
public import Steps

/// One journey along a plan: asks the hosts, acts where needed, asks again, and tells what happened.
///
/// The steps of the plan are its only instructions and events its only product. The same run serves `check`
/// (questions only), `plan` (questions, and what would be done) and `run`, unattended or step by step.
public actor Run {
    /// What a run needs from outside: the ways to the hosts, the journal, the power switches.
    public struct Surroundings: Sendable {
        /// The ways to the hosts.
        public var connections: Connections
        /// Where runs are recorded.
        public var journal: Journal
        /// Switches machines off and on, for drills; nil where the lab has no such switch.
        public var power: (any Power)?
        /// Says in words what can be known here of a machine that does not answer; nil where nothing can.
        public var powerReport: (@Sendable (Host) async -> String?)?
        /// How much longer than usual everything may take. The connections see to their questions themselves.
        public var timeScale: TimeScale

        /// The surroundings of a run.
        public init(
            connections: Connections, journal: Journal, power: (any Power)? = nil,
            powerReport: (@Sendable (Host) async -> String?)? = nil, timeScale: TimeScale = .usual
        ) {
            self.connections = connections
            self.journal = journal
            self.power = power
            self.powerReport = powerReport
            self.timeScale = timeScale
        }
    }

    /// How far a run may go.
    public enum Mode: String, Sendable {
        /// Only ask.
        case check
        /// Only ask, and say what would be done.
        case plan
        /// Act where needed.
        case run
        /// Act where needed, then break what was done and see whether it is noticed.
        case selftest
    }

    /// The plan.
    public nonisolated let plan: Plan
    /// Its number in the journal.
    public nonisolated let id: Int64
    let mode: Mode
    let surroundings: Surroundings
    let withDrills: Bool
    let recorder: Recorder
    /// What steps of this chapter captured, in this run or an earlier one.
    public internal(set) var captures: [String: Value]
    let secrets: KnownSecrets
    let examiner: Examiner
    var sweep: Sweep?
    var outcomes: [Int: Outcome] = [:]
    var verdicts: [String: Verdict] = [:]
    /// Steps that do not hold, and not only because hosts are unreachable: nothing that needs them is tried.
    private var obstacles: Set<Int> = []
    /// How many rungs of its hints were shown, by the step's index.
    var shownHints: [Int: Int] = [:]
    /// What went wrong with the journal, known once the run is finished; the run itself goes on without it.
    public private(set) var journalTrouble: JournalError?
    private let started = ContinuousClock.now
    private(set) var isStopping = false
    /// The questions to unselected steps whose values others need, by the steps' ids.
    private var sources: [String: Task<Void, Never>] = [:]

    /// A run along a plan; `observer` sees each event once it has happened, in order.
    ///
    /// Throws `JournalError` where the journal cannot be written.
    public init(
        _ plan: Plan, mode: Mode, surroundings: Surroundings, withDrills: Bool = false,
        observer: @escaping @Sendable (Event) -> Void
    ) throws(JournalError) {
        self.plan = plan
        self.mode = mode
        self.surroundings = surroundings
        self.withDrills = withDrills
        let remembered = try surroundings.journal.captures()
        let secrets = KnownSecrets(plan.secrets + remembered.values.flatMap(\.secrets))
        let names = plan.capturedNames
        captures = remembered.filter { names.contains($0.key) }
        self.secrets = secrets
        examiner = Examiner(
            surroundings, secrets: secrets,
            patience: Examiner.Patience().stretched(by: surroundings.timeScale))
        let header = plan.header(mode: mode.rawValue).redacted(by: secrets.redactor)
        id = try surroundings.journal.begin(header, at: Date().timeIntervalSince1970)
        recorder = Recorder(journal: surroundings.journal, run: id, secrets: secrets, observer: observer)
        recorder.add(.runStarted(header))
    }

    /// Asks all hosts all questions, a batch a host, and judges each step; changes nothing. Steps on hosts that are slow to
    /// answer are judged last, so that the others' results need not wait.
    public func ask() async -> RunSummary {
        let all = max(plan.entries.count, 1)
        let sweep = Sweep(of: plan, knowing: captures, over: surroundings.connections, window: all)
        self.sweep = sweep
        tellUnhealed()
        var waiting = Array(plan.entries.indices)
        let orderly = ContinuousClock.now + surroundings.connections.patience.others
        while !isStopping, let index = await next(of: &waiting, from: sweep, inOrderUntil: orderly) {
            outcomes[index] = await report(on: index)
        }
        return await finish()
    }

    /// Takes the next step whose hosts have answered: the first one, as long as it is worth waiting for.
    private func next(
        of waiting: inout [Int], from sweep: Sweep, inOrderUntil orderly: ContinuousClock.Instant
    ) async -> Int? {
        while !waiting.isEmpty, !isStopping {
            let isOrderly = ContinuousClock.now < orderly
            for place in waiting.indices.prefix(isOrderly ? 1 : waiting.count) {
                let hosts = plan.entries[waiting[place]].hosts
                if await sweep.hasAnswers(to: waiting[place], of: hosts) { return waiting.remove(at: place) }
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return nil
    }

    /// Carries out every step that is not over well yet, each as soon as what it waits for is over.
    public func carryOut() async -> RunSummary {
        await mendLeftovers()
        await carryOutRest()
        return await finish()
    }

    /// Carries out what is not over well yet, and does not end the recording.
    func carryOutRest() async {
        outcomes = outcomes.filter { $0.value.isGood }
        sweep = Sweep(of: plan, knowing: captures, over: surroundings.connections, window: 4)
        var waiting = Set(plan.entries.indices.filter { outcomes[$0] == nil })
        await withTaskGroup(of: (Int, Outcome).self) { group in
            startReady(&waiting, in: &group)
            while let (index, outcome) = await group.next() {
                outcomes[index] = outcome
                startReady(&waiting, in: &group)
            }
        }
    }

    /// Lets the steps under way come to their end and begins no other.
    public func stop() { isStopping = true }

    /// Ends the recording and answers how it went.
    public func finish() async -> RunSummary { await finish(mutations: nil) }

    /// Ends the recording of a selftest.
    func finish(mutations: MutationTally?) async -> RunSummary {
        await sweep?.invalidate()
        let counts = Dictionary(grouping: outcomes.values, by: \.rawValue).mapValues(\.count)
        let summary = RunSummary(
            counts: counts, seconds: (ContinuousClock.now - started).seconds, wasInterrupted: isStopping,
            points: points, mutations: mutations)
        recorder.add(.runFinished(summary))
        journalTrouble = await recorder.finish()
        return summary
    }

    private func startReady(_ waiting: inout Set<Int>, in group: inout TaskGroup<(Int, Outcome)>) {
        guard !isStopping else { return }
        for index in waiting.sorted() {
            let needed = plan.entries[index].waitsFor
            guard needed.allSatisfy({ outcomes[$0] != nil }) else { continue }
            waiting.remove(index)
            if let bad = needed.first(where: isObstacle) {
                outcomes[index] = skip(index, because: bad)
                return startReady(&waiting, in: &group)
            }
            group.addTask { [self] in
                (
                    index,
                    await StepRun(entry: plan.entries[index], run: self, drillConsent: withDrills).carryOut()
                )
            }
        }
    }

    /// Whether what needs this step cannot be tried. A host that is unreachable stops nobody else: later steps go on where
    /// hosts answer, and say of it what it is.
    private func isObstacle(_ index: Int) -> Bool {
        switch outcomes[index] {
        case nil: false
        case .unreachable?: obstacles.contains(index)
        case let outcome?: !outcome.isGood
        }
    }

    /// Remembers what became of a step on its hosts. Where no host answered at all, it is an obstacle as any other.
    func note(_ results: [String: HostResult], of index: Int) {
        let outcomes = results.values.map(\.outcome)
        let isInTheWay =
            outcomes.contains { !$0.isGood && $0 != .unreachable } || !outcomes.contains(where: \.isGood)
        if isInTheWay { obstacles.insert(index) } else { obstacles.remove(index) }
    }

    private func skip(_ index: Int, because bad: Int) -> Outcome {
        let entry = plan.entries[index]
        recorder.add(.stepStarted(step: entry.step.id, hosts: entry.hosts.map(\.name)))
        let message = "not tried: it needs step `\(plan.entries[bad].step.id)`"
        for host in entry.hosts {
            recorder.add(
                .hostFinished(
                    step: entry.step.id, host: host.name,
                    result: HostResult(outcome: .skipped, message: message)))
        }
        recorder.add(.stepFinished(step: entry.step.id, outcome: .skipped, seconds: 0))
        return .skipped
    }

    private func report(on index: Int) async -> Outcome {
        await StepRun(entry: plan.entries[index], run: self).report()
    }

    /// Remembers whose doing it is that a step does not hold; nil takes that back.
    func keep(_ verdict: Verdict?, of step: String) { verdicts[step] = verdict }

    private var points: Points {
        plan.entries.enumerated().reduce(into: Points()) { points, entry in
            let step = entry.element.step
            points.add(
                step.envelope.points, outcome: outcomes[entry.offset], verdict: verdicts[step.id],
                isPlanned: mode == .plan)
        }
    }

    /// Keeps a captured value for later steps and later runs; one that holds a secret is a secret itself.
    func keep(_ text: String, as name: String, from host: Host, isSecret: Bool) {
        let holdsSecret = isSecret || secrets.redactor.redact(text) != text
        if holdsSecret { secrets.learn(text) }
        let value = holdsSecret ? Value.secret(text) : .text(text)
        guard captures[name] != value else { return }
        captures[name] = value
        do { try surroundings.journal.keep(value, as: name, from: host) } catch {
            recorder.add(.notice("\(error)"))
        }
    }

    /// What an earlier run kept is not the value any more, as far as this run goes.
    func drop(_ name: String) { captures[name] = nil }

    /// Asks, once a run, the unselected steps that bring values which a step needs.
    func askSources(of entry: Plan.Entry) async {
        for source in plan.sources(of: entry) {
            let task =
                sources[source.step.id]
                ?? Task {
                    let step = StepRun(entry: source, run: self)
                    await step.noteValue(in: await step.ask(fresh: true))
                }
            sources[source.step.id] = task
            await task.value
        }
    }

    /// The values for one host.
    func scope(on host: Host) -> Scope { plan.scope(on: host, knowing: captures) }

    /// Whether a step's condition is met, or it has none.
    func includes(_ entry: Plan.Entry) -> Bool { plan.includes(entry, knowing: captures) }
}

extension Plan {
    /// Every secret value of the lab and its chapters, as far as they are known: what no output may show.
    public var secrets: [String] {
        (Array(inventory.variables.values) + Array(variables.values)).flatMap(\.secrets) + otherSecrets
    }
}
