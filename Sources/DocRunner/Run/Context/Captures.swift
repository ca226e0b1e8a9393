import Steps

/// The values that steps of a plan captured, in this run or an earlier one.
actor Captures {
    /// The values by their names.
    private(set) var values: [String: Value]
    private let journal: Journal
    private let secrets: KnownSecrets
    private let recorder: Recorder
    /// The probes of unselected steps whose values others need, by the steps' ids.
    private var sources: [String: Task<Void, Never>] = [:]

    /// The values that earlier runs captured.
    init(_ values: [String: Value], journal: Journal, secrets: KnownSecrets, recorder: Recorder) {
        (self.values, self.journal, self.secrets, self.recorder) = (values, journal, secrets, recorder)
    }

    /// Keeps a value for later steps and later runs; one that holds a secret is a secret itself.
    func keep(_ text: String, as name: String, from host: Host, isSecret: Bool) {
        let holdsSecret = isSecret || secrets.redactor.redact(text) != text
        if holdsSecret { secrets.learn(text) }
        let value = holdsSecret ? Value.secret(text) : .text(text)
        guard values[name] != value else { return }
        values[name] = value
        do { try journal.keep(value, as: name, from: host) } catch { recorder.add(.notice("\(error)")) }
    }

    /// What an earlier run kept is not the value any more, as far as this run goes.
    func drop(_ name: String) { values[name] = nil }

    /// Probes an unselected step that brings a value, once a run: the first caller's `probe` runs, the others wait for it.
    func bring(_ step: String, by probe: @escaping @Sendable () async -> Void) async {
        let task = sources[step] ?? Task { await probe() }
        sources[step] = task
        await task.value
    }
}
