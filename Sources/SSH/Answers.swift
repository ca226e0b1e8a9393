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
    /// Carries out errands: those with a feed each in a shell of its own, the others of one user in one.
    func perform(_ errands: [Errand], _ onOutput: OutputHandler? = nil) async -> [Answer] {
        let answers = Answers(count: errands.count)
        let jobs = errands.enumerated().map { index, errand in
            Job(errand.command, feed: errand.feed, onOutput: onOutput) { answers.put($0, at: index) }
        }
        let plain = jobs.filter { $0.feed == nil }
        Dictionary(grouping: plain, by: \.command.user).values.forEach(submit)
        for job in jobs where job.feed != nil { submit([job]) }
        return await withTaskCancellationHandler {
            await answers.all()
        } onCancel: {
            Task { @SSHLoop in jobs.forEach(self.cancel) }
        }
    }
}
