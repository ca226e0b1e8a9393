import Steps

/// What a phase of a drill waits for, and how long.
struct DrillGoal: Sendable {
    let scene: DrillScene
    /// Whether clients must be served again in this phase; else the fault must have been noticed.
    let wantsRecovery: Bool
    /// Whether it is counted from the heal.
    let isHealed: Bool
    /// How long it took to make the fault: `lasts` and the budget begin when all of it is there.
    var breaking = Duration.zero

    enum State: Sendable { case open, reached, missed }

    /// The state at a time after the fault or the heal.
    ///
    /// `told` is how many of `meanwhile` and of the invariants have been answered while the fault lasted.
    func state(_ timeline: Timeline, told: Int, elapsed: Duration, since start: Duration) -> State {
        let lasting = scene.drill.lasting + breaking
        let isLong = isHealed || elapsed >= lasting
        let isTold = isHealed || told == scene.meanwhile.count + scene.invariants.count
        let isNoticed = scene.mustBeNoticed != true || timeline.firstBad != nil
        let hasRecovered = !wantsRecovery || timeline.goodInARow >= scene.drill.goodAnswers
        if isLong && isTold && isNoticed && hasRecovered { return .reached }
        let budget = scene.drill.budget + breaking
        guard elapsed > max(budget, isHealed ? .zero : lasting) else { return .open }
        // A row of good answers that began in time may be brought to its end.
        let isRecovering =
            wantsRecovery && isTold && isNoticed
            && timeline.goodSince.map { $0 - start <= budget } == true
        return isRecovering ? .open : .missed
    }
}

extension DrillRecord {
    /// Waits until a goal is reached; answers what was missed where its time is over, something cannot be asked, or
    /// nobody waits longer.
    func wait(for goal: DrillGoal) async -> DrillVerdict? {
        while trouble == nil, !Task.isCancelled {
            let start = goal.isHealed ? heal.map { offset($0) } ?? .zero : .zero
            let told = held.count + goal.scene.invariants.count { watched[$0.name] != nil }
            switch goal.state(timeline, told: told, elapsed: offset() - start, since: start) {
            case .reached: return nil
            case .missed: return misses(of: goal)
            case .open: try? await Task.sleep(for: .milliseconds(20))
            }
        }
        return DrillVerdict()
    }

    /// Whether one of `meanwhile` has not held yet, and still may.
    func isOpen(_ index: Int) -> Bool { heal == nil && !held.contains(index) }
}
