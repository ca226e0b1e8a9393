import FoundationEssentials
import Steps

/// What every part of a run needs: the plan, the ways to the hosts, the recorder, and what is known by now.
///
/// A run makes one and hands it to its steps, drills and selftest; none of them knows the run itself.
struct RunContext: Sendable {
    let plan: Plan
    let mode: RunMode
    let surroundings: Surroundings
    /// The run's number in the journal.
    let id: Int64
    let secrets: KnownSecrets
    let recorder: Recorder
    let examiner: Examiner
    let captures: Captures
    let sweep: CurrentSweep

    /// Begins the record of a run in the journal; `observer` sees each event once it has happened, in order.
    ///
    /// Throws `JournalError` where the journal cannot be written.
    init(
        _ plan: Plan, mode: RunMode, surroundings: Surroundings, observer: @escaping @Sendable (Event) -> Void
    ) throws(JournalError) {
        let journal = surroundings.journal
        let remembered = try journal.captures()
        let secrets = KnownSecrets(plan.secrets + remembered.values.flatMap(\.secrets))
        let header = plan.header(mode: mode.rawValue).redacted(by: secrets.redactor)
        id = try journal.begin(header, at: Date().timeIntervalSince1970)
        recorder = Recorder(journal: journal, run: id, secrets: secrets, observer: observer)
        examiner = Examiner(
            surroundings, secrets: secrets,
            patience: Examiner.Patience().stretched(by: surroundings.timeScale))
        let names = plan.capturedNames
        captures = Captures(
            remembered.filter { names.contains($0.key) }, journal: journal, secrets: secrets,
            recorder: recorder)
        sweep = CurrentSweep()
        (self.plan, self.mode, self.surroundings, self.secrets) = (plan, mode, surroundings, secrets)
        recorder.add(.runStarted(header))
    }

    /// The values for one host.
    func scope(on host: Host) async -> Scope { plan.scope(on: host, knowing: await captures.values) }

    /// Whether a step's condition is met, or it has none.
    func includes(_ entry: Plan.Entry) async -> Bool { plan.includes(entry, knowing: await captures.values) }

    /// Begins to probe all hosts for all steps, `window` probes in one round trip.
    func beginSweep(window: Int) async {
        await sweep.begin(
            Sweep(of: plan, knowing: await captures.values, over: surroundings.connections, window: window))
    }

    /// Records a step of which nothing was asked and nothing done, with one result for all its hosts.
    func record(_ entry: Plan.Entry, as result: HostResult) {
        let id = entry.step.id
        recorder.add(.stepStarted(step: id, hosts: entry.hosts.map(\.name)))
        for host in entry.hosts {
            recorder.add(.hostFinished(step: id, host: host.name, result: result))
        }
        recorder.add(.stepFinished(step: id, outcome: result.outcome, seconds: 0))
    }

    /// Tells a person something that is no step's outcome.
    func note(_ text: String) { recorder.add(.notice(text)) }
}
