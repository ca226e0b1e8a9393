import Steps

/// Reads a ledger back when all is over.
struct LedgerReading: Sendable {
    let ledger: Ledger
    let scribe: Host
    let surroundings: Surroundings
    let budget: Duration

    /// What became of the acknowledged writes, in words, and what is wrong with that; the entries are taken away.
    func compare(_ book: LedgerBook) async -> (words: String, failure: String?) {
        let answer: Response
        do throws(DrillError) { answer = try await read() } catch {
            return (book.sentence, "the ledger cannot be read back: \(error.message)")
        }
        let lost = book.lost(in: Ledger.numbers(in: answer.reply.output))
        let words = book.sentence(lost: lost)
        if lost.isEmpty, let clear = ledger.clear {
            _ = try? await surroundings.answer(to: Script(clear), on: scribe, within: .seconds(30))
        }
        return (words, lost.isEmpty ? nil : "acknowledged writes are lost: \(words)")
    }

    /// Asks until it is answered, or the budget is used up.
    private func read() async throws(DrillError) -> Response {
        let deadline = ContinuousClock.now + budget
        while true {
            var reason: String
            do throws(DrillError) {
                let answer = try await surroundings.answer(
                    to: Script(ledger.read), on: scribe, within: .seconds(10))
                if answer.succeeded { return answer }
                reason = answer.cutShort ?? answer.reply.complaint
            } catch { reason = error.message }
            if Task.isCancelled || ContinuousClock.now > deadline { throw DrillError(reason) }
            try? await Task.sleep(for: .milliseconds(200))
        }
    }
}
