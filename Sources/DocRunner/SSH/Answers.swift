/// An answer to a job: its result, or why there is none.
typealias Answer = Result<CommandResult, SSHError>

/// Collects the answers to several jobs for one task that waits for them all.
@SSHLoop
final class Answers {
    private var answers: [Answer?]
    private var continuation: CheckedContinuation<[Answer], Never>?

    init(count: Int) {
        answers = Array(repeating: nil, count: count)
    }

    func put(_ answer: Answer, at index: Int) {
        answers[index] = answer
        resumeIfComplete()
    }

    func all() async -> [Answer] {
        await withCheckedContinuation { continuation in
            self.continuation = continuation
            resumeIfComplete()
        }
    }

    private func resumeIfComplete() {
        let complete = answers.compactMap { $0 }
        guard complete.count == answers.count else { return }
        continuation?.resume(returning: complete)
        continuation = nil
    }
}

extension ShellPool {
    /// Carries out errands. Each errand with a feed gets its own shell. The other errands of a user share one
    /// shell, or several shells if there are many, so that a slow errand delays only a few others.
    func perform(_ errands: [Errand], _ onOutput: OutputHandler? = nil) async -> [Answer] {
        let answers = Answers(count: errands.count)
        let haste = Haste()
        let jobs = errands.enumerated().map { index, errand in
            Job(errand.command, limits: limits, feed: errand.feed, haste: haste, onOutput: onOutput) {
                answers.put($0, at: index)
            }
        }
        let plain = jobs.filter { $0.feed == nil }
        for ofOneUser in Dictionary(grouping: plain, by: \.command.user).values {
            parted(ofOneUser).forEach(submit)
        }
        for job in jobs where job.feed != nil { submit([job]) }
        return await withTaskCancellationHandler {
            await answers.all()
        } onCancel: {
            Task { @SSHLoop in jobs.forEach(self.cancel) }
        }
    }

    /// The jobs of a batch dealt out to smaller ones, of which each goes to the shell that is free first.
    private func parted(_ jobs: [Job]) -> [[Job]] {
        let count = (jobs.count + Self.fewJobs - 1) / Self.fewJobs
        return (0..<count).map { first in stride(from: first, to: jobs.count, by: count).map { jobs[$0] } }
    }

    /// The number of jobs that share one round trip.
    private static let fewJobs = 3
}
