import Steps

/// One mutation: broken, asked until the check notices, undone, asked until the step holds again.
struct Trial: Sendable {
    let selftest: Selftest
    let step: StepRun
    let hosts: [Host]
    let mutation: Mutation
    var origin = MutationResult.Origin.derived
    var reason = ""
    var source: SourcePlace?

    private var context: RunContext { selftest.context }

    /// The names of the hosts.
    var place: String { hosts.map(\.name).joined(separator: ",") }

    /// Throws `SelftestError` where the lab cannot be brought back.
    func carryOut() async throws -> MutationResult {
        let began = ContinuousClock.now
        var result = MutationResult(
            title: mutation.title, origin: origin, fate: .undecided, reason: reason,
            place: source ?? step.entry.step.block.place)
        switch await breakHosts() {
        case .nothing: result.fate = .passedOver
        case .failed(let why):
            result.detail = why
            try await undo()
        case .broken:
            (result.fate, result.detail) = await watch()
            try await undo()
        }
        result.seconds = (ContinuousClock.now - began).seconds
        return result
    }

    private enum Breaking { case broken, nothing, failed(String) }

    private func breakHosts() async -> Breaking {
        var isBroken = false
        for host in hosts {
            let open = OpenMutation(
                host: host.name, step: step.id, title: context.secrets.redactor.redact(mutation.title),
                undoing: mutation.undoing.flatMap(open)
            )
            do {
                try context.surroundings.journal.remember(open)
                let answer = try await carryOut(mutation.breaking, on: host)
                if answer.reply.status == Mutation.nothingToBreak { continue }
                guard answer.succeeded else {
                    let why = answer.cutShort ?? "status \(answer.reply.status): \(answer.reply.complaint)"
                    return .failed("it could not be carried out, \(why)")
                }
                isBroken = true
            } catch { return .failed("\(error)") }
        }
        if !isBroken { try? context.surroundings.journal.forgetMutations(on: hosts) }
        return isBroken ? .broken : .nothing
    }

    /// A script that may be written down: no secret is in it.
    private func open(_ script: Script) -> Script? {
        context.secrets.redactor.redact(script.text) == script.text ? script : nil
    }

    /// Asks until the check notices, or long enough.
    private func watch() async -> (MutationResult.Fate, String) {
        let deadline = ContinuousClock.now + selftest.patience.noticing
        while true {
            let states = await step.ask(fresh: true)
            if let complaint = states.complaint { return (.killed, complaint) }
            if ContinuousClock.now >= deadline {
                return states.trouble.map { (.undecided, $0) } ?? (.survived, "")
            }
            try? await Task.sleep(for: step.entry.content?.asking?.pause ?? .milliseconds(200))
        }
    }

    /// Undoes it and waits until the step holds again; where that fails, the hosts are put back by the snapshot.
    private func undo() async throws {
        var isUndone = mutation.undoing != nil
        if let undoing = mutation.undoing {
            for host in hosts where (try? await carryOut(undoing, on: host))?.succeeded != true {
                isUndone = false
            }
        }
        if isUndone, await step.holds(within: selftest.patience.undone) {
            try? context.surroundings.journal.forgetMutations(on: hosts)
            return
        }
        if mutation.undoing != nil {
            selftest.note("\(place): “\(mutation.title)” could not be undone: put back by the snapshot")
        }
        try await selftest.mend(step, on: hosts)
    }

    private func carryOut(_ script: Script, on host: Host) async throws(Unreachable) -> Response {
        let question = Request(script, user: nil, timeout: .seconds(120))
        return try await step.reaching(host) { transport throws(Unreachable) in
            try await transport.run(question) { _, _ in }
        }
    }
}
