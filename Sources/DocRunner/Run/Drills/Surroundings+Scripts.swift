import Steps

extension Surroundings {
    /// Does one thing to a host.
    func carryOut(_ action: FaultAction, on host: Host) async throws(DrillError) {
        if case .run(let script) = action { return try await carryOut(script, on: host) }
        guard let power else { throw DrillError("this lab has no power switches", .broken) }
        do {
            switch action {
            case .power(let isOn): try await isOn ? power.powerOn(host) : power.powerOff(host)
            case .link(let isUp): try await power.setLink(of: host, up: isUp)
            case .run: break
            }
        } catch { throw DrillError("\(error)", .broken) }
        if !action.silences { await connections.forget(host) }
    }

    /// Carries a script out on a host, as root.
    func carryOut(_ script: Script, on host: Host, within limit: Duration = .seconds(60))
        async throws(DrillError)
    {
        let answer = try await answer(to: script, on: host, within: limit)
        guard !answer.succeeded else { return }
        throw DrillError(answer.cutShort ?? "\(answer.reply.complaint) (exit status \(answer.reply.status))")
    }

    /// What a script answers on a host; a lost connection is opened anew, once.
    func answer(to script: Script, on host: Host, within limit: Duration) async throws(DrillError) -> Response
    {
        let question = Request(script, user: nil, timeout: limit)
        for isLast in [false, true] {
            do throws(Unreachable) {
                return try await connections.use(host) { transport throws(Unreachable) in
                    try await transport.run(question) { _, _ in }
                }
            } catch {
                if isLast || !error.wasConnected || Task.isCancelled {
                    throw DrillError(error.message, .unreachable)
                }
            }
        }
        throw DrillError("\(host.name) does not answer", .unreachable)
    }
}
