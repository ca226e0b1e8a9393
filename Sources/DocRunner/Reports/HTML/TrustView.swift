import DocRunner
import Steps

/// What a page shows of a selftest: the rates, and every mutation below its step, those that were not noticed first.
struct TrustView {
    let rates: [Rate]
    let steps: [Step]
    let doubts: [String]

    struct Rate {
        let name: String
        let onHosts: String
        let ofAnswers: String
        let rate: String
    }

    struct Step {
        let id: String
        let count: String
        let isOpen: Bool
        let mutations: [Mutation]
    }

    struct Mutation {
        let look: String
        let mark: String
        let word: String
        let host: String
        let title: String
        let place: String
        let said: String
    }

    /// The view of a report; nil where nothing was broken on purpose.
    init?(_ report: Report) {
        rates = KillRate.all(of: report).map {
            Rate(name: $0.name, onHosts: $0.onHosts, ofAnswers: $0.ofAnswers, rate: $0.rate)
        }
        let tally = report.summary?.mutations
        if rates.isEmpty && tally == nil { return nil }
        steps = report.steps.filter { !$0.trust.mutations.isEmpty }.map(Self.step)
        doubts =
            report.neverRed.map { "\($0.entry.place): \($0.id) was never seen to fail" }
            + (tally?.untested ?? []).map { "no mutation is known for \($0)" }
            + (tally?.endedEarly == nil
                ? [] : ["it did not come to its end, so it proves nothing of the rest"])
    }

    private static func step(_ step: StepReport) -> Step {
        let mutations = step.trust.mutations, count = KillCount(mutations)
        let escaped = mutations.filter(\.hasEscaped)
        return Step(
            id: step.id, count: "\(count.killed) of \(count.all) noticed", isOpen: !escaped.isEmpty,
            mutations: (escaped + mutations.filter { !$0.hasEscaped }).map(mutation))
    }

    private static func mutation(_ mutation: MutationReport) -> Mutation {
        let result = mutation.result
        return Mutation(
            look: mutation.hasEscaped ? "failed" : result.fate == .killed ? "held" : "none",
            mark: mutation.hasEscaped ? "✗" : result.fate == .killed ? "✓" : "–", word: result.fate.words,
            host: mutation.host, title: result.title, place: result.place.description,
            said: result.reason.isEmpty ? result.detail : "explained: \(result.reason)")
    }
}
