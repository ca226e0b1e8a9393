public import Steps

/// Heals what drills broke: by the drill itself, by the next run where labctl was killed, or on the user's word.
public struct Healing: Sendable {
    let surroundings: Run.Surroundings
    let inventory: Inventory

    /// The healing of a lab's hosts.
    public init(_ surroundings: Run.Surroundings, inventory: Inventory) {
        self.surroundings = surroundings
        self.inventory = inventory
    }

    /// Heals a drill's hosts, then carries the author's commands out, and forgets the drill.
    ///
    /// Answers what went wrong; what can be healed is healed all the same.
    public func heal(_ drill: UnhealedDrill) async -> String? {
        var troubles = await withTaskGroup(of: String?.self) { group in
            for heal in drill.heals { group.addTask { await carryOut(heal, of: drill.step) } }
            return await group.reduce(into: [String?]()) { $0.append($1) }.compactMap { $0 }
        }
        for remedy in drill.remedies {
            if let trouble = await carryOut(remedy, of: drill.step) { troubles.append(trouble) }
        }
        guard troubles.isEmpty else { return troubles.joined(separator: "\n") }
        do { try surroundings.journal.forget(drill: drill.step) } catch { return "\(error)" }
        return nil
    }

    private func carryOut(_ heal: HostHeal, of step: String) async -> String? {
        guard let host = inventory.host(named: heal.host) else {
            return "\(heal.host), which drill `\(step)` broke, is not in the lab file any more"
        }
        do throws(DrillError) { try await carryOut(heal.actions, on: host, of: step) } catch {
            return "\(host.name) is not healed: \(error.message)"
        }
        return nil
    }

    private func carryOut(_ actions: [FaultAction], on host: Host, of step: String) async throws(DrillError) {
        for action in actions {
            switch action {
            case .power, .link:
                try await surroundings.carryOut(action, on: host)
                try await waitForAnswer(of: host)
            case .run(let script):
                try await waitForAnswer(of: host)
                try await surroundings.carryOut(script, on: host)
            }
        }
        if actions.contains(where: { if case .run = $0 { true } else { false } }) {
            try await surroundings.carryOut(DeadMan(step).disarming, on: host)
        }
    }

    /// Connects anew until the host answers.
    private func waitForAnswer(of host: Host) async throws(DrillError) {
        let deadline = ContinuousClock.now + (surroundings.power?.patience ?? .seconds(60))
        while true {
            do throws(Unreachable) {
                let hello = Question(Script(":"), user: nil, timeout: .seconds(2))
                let answers = try await surroundings.connections.transport(to: host).ask([hello])
                if answers.first?.succeeded == true { return }
            } catch {
                if ContinuousClock.now > deadline {
                    throw DrillError("it does not answer: \(error.message)", .unreachable)
                }
            }
            await surroundings.connections.forget(host)
            if ContinuousClock.now > deadline { throw DrillError("its shell does not answer", .unreachable) }
            try? await Task.sleep(for: .milliseconds(200))
        }
    }
}

extension Run.Surroundings {
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
        } catch { throw DrillError("\(error)") }
        if !action.silences { await connections.forget(host) }
    }

    /// Carries a script out on a host, as root.
    func carryOut(_ script: Script, on host: Host) async throws(DrillError) {
        let answer = try await answer(to: script, on: host, within: .seconds(60))
        guard !answer.succeeded else { return }
        throw DrillError(answer.cutShort ?? "\(answer.reply.complaint) (exit status \(answer.reply.status))")
    }

    /// What a script answers on a host; a lost connection is opened anew, once.
    func answer(to script: Script, on host: Host, within limit: Duration) async throws(DrillError) -> Answer {
        let question = Question(script, user: nil, timeout: limit)
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

// What a killed labctl left broken is mended before anything else is done.
extension Run {
    /// Heals every drill that the journal knows as begun and not healed.
    public func heal() async {
        let healing = Healing(surroundings, inventory: plan.inventory)
        for drill in (try? surroundings.journal.unhealedDrills()) ?? [] {
            recorder.add(.notice("drill `\(drill.step)` was cut short: healing \(drill.hostNames)"))
            let trouble = await healing.heal(drill)
            recorder.add(.notice(trouble ?? "drill `\(drill.step)` is healed"))
        }
    }

    /// Says what a drill has broken; only a run heals, since another labctl may be in the middle of that drill.
    func tellUnhealed() {
        for drill in (try? surroundings.journal.unhealedDrills()) ?? [] {
            recorder.add(.notice(drill.notice))
        }
    }
}
