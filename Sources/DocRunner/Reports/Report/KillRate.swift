import DocRunner

/// How many mutations were noticed of one kind of step, or of a whole chapter.
struct KillRate {
    /// The kind's name; `chapter` for all of them.
    let name: String
    /// The counts.
    let count: KillCount
    /// The share of those noticed, as `97 %`.
    let rate: String

    private init?(_ name: String, of steps: some Sequence<StepReport>) {
        count = KillCount(steps.flatMap(\.trust.mutations))
        guard let rate = count.rate else { return nil }
        self.name = name
        self.rate = rate
    }

    /// Those of each kind in the order of the chapter, then that of the chapter; none where nothing was broken.
    static func all(of report: Report) -> [KillRate] {
        var kinds: [String] = []
        for step in report.steps where !kinds.contains(step.entry.kind) { kinds.append(step.entry.kind) }
        let rates = kinds.compactMap { kind in
            KillRate(kind, of: report.steps.filter { $0.entry.kind == kind })
        }
        return rates + [KillRate("chapter", of: report.steps)].compactMap { $0 }
    }

    /// `3 of 4` on hosts; `–` where there are none.
    var onHosts: String { Self.words(count.onHosts) }
    /// `3 of 4` answers; `–` where there are none.
    var ofAnswers: String { Self.words(count.ofAnswers) }

    private static func words(_ pair: (killed: Int, all: Int)) -> String {
        pair.all == 0 ? "–" : "\(pair.killed) of \(pair.all)"
    }
}

extension Report {
    /// The steps of a selftest whose check was never seen to fail.
    var neverRed: [StepReport] { (summary?.mutations?.neverRed ?? []).compactMap { self[$0] } }
}
