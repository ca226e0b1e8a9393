public import Steps

/// Heals what drills broke: by the drill itself, by the next run where labctl was killed, or on the user's word.
public struct Healing: Sendable {
    let surroundings: Surroundings
    let inventory: Inventory

    /// The healing of a lab's hosts.
    public init(_ surroundings: Surroundings, inventory: Inventory) {
        self.surroundings = surroundings
        self.inventory = inventory
    }

    /// Heals a drill's hosts, then carries the author's commands out, and forgets the drill.
    ///
    /// Answers what went wrong, and the worst that it makes of the drill; what can be healed is healed all the same.
    /// `tell` is told of each of the author's commands, with its host's name, before it is carried out.
    public func heal(
        _ drill: UnhealedDrill, telling tell: @Sendable (String, Script) -> Void = { _, _ in }
    ) async -> HealingTrouble? {
        var troubles = await withTaskGroup(of: HealingTrouble?.self) { group in
            for heal in drill.heals { group.addTask { await carryOut(heal, of: drill.step) } }
            return await group.reduce(into: [HealingTrouble?]()) { $0.append($1) }.compactMap { $0 }
        }
        for remedy in drill.remedies {
            if let script = remedy.actions.script { tell(remedy.host, script) }
            if let trouble = await carryOut(remedy, of: drill.step) { troubles.append(trouble) }
        }
        // Last of all, and not where something is left to be healed: there the timer goes on.
        troubles += await disarm(
            drill.healsByHost.filter { heal in !troubles.contains { $0.host == heal.host } }, of: drill.step)
        guard let worst = troubles.map(\.outcome).max() else {
            do { try surroundings.journal.forget(drill: drill.step) } catch {
                return HealingTrouble("", "\(error)", .broken)
            }
            return nil
        }
        return HealingTrouble(drill.hostNames, troubles.map(\.message).joined(separator: "\n"), worst)
    }

    /// Heals every drill that the journal knows as begun and not healed, and tells of each; answers whether all are.
    public func healAll(telling tell: @Sendable (String) -> Void) async throws(JournalError) -> Bool {
        var isHealed = true
        for drill in try surroundings.journal.unhealedDrills() {
            tell("drill `\(drill.step)` was cut short: healing \(drill.hostNames)")
            let trouble = await heal(drill)
            isHealed = isHealed && trouble == nil
            tell(trouble?.message ?? "drill `\(drill.step)` is healed")
        }
        return isHealed
    }

    private func carryOut(_ heal: HostHeal, of step: String) async -> HealingTrouble? {
        guard let host = inventory.host(named: heal.host) else {
            return HealingTrouble(
                heal.host, "\(heal.host), which drill `\(step)` broke, is not in the lab file any more",
                .broken)
        }
        do throws(DrillError) { try await carryOut(heal.actions, on: host) } catch {
            return HealingTrouble(host.name, "\(host.name) is not healed: \(error.message)", error.outcome)
        }
        return nil
    }

    /// Stops the timers of hosts that would heal themselves.
    private func disarm(_ heals: [HostHeal], of step: String) async -> [HealingTrouble] {
        await withTaskGroup(of: HealingTrouble?.self) { group in
            for heal in heals where heal.actions.script != nil {
                let disarming = HostHeal(host: heal.host, actions: [.run(DeadMan(step).disarming)])
                group.addTask { await carryOut(disarming, of: step) }
            }
            return await group.reduce(into: [HealingTrouble?]()) { $0.append($1) }.compactMap { $0 }
        }
    }

    private func carryOut(_ actions: [FaultAction], on host: Host) async throws(DrillError) {
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
    }

    /// Connects anew until the host answers.
    private func waitForAnswer(of host: Host) async throws(DrillError) {
        let usual = surroundings.timeScale.stretch(.seconds(60))
        let deadline = ContinuousClock.now + (surroundings.power?.patience ?? usual)
        while true {
            do throws(Unreachable) {
                let hello = Request(Script(":"), user: nil, timeout: .seconds(2))
                let answers = try await surroundings.connections.transport(to: host).ask([hello])
                if answers.first?.succeeded == true { return }
            } catch {
                if error.isFinal { throw DrillError(error.message, .unreachable) }
                if ContinuousClock.now > deadline {
                    throw DrillError("it does not answer: \(error.message)", .unreachable)
                }
            }
            if Task.isCancelled {
                throw DrillError("it was given up while \(host.name) was waited for", .skipped)
            }
            await surroundings.connections.forget(host)
            if ContinuousClock.now > deadline { throw DrillError("its shell does not answer", .unreachable) }
            try? await Task.sleep(for: .milliseconds(200))
        }
    }
}
