import Steps

/// What a killed labctl left broken on the hosts, by a drill or by a selftest; it is mended before anything else is done.
struct Leftovers: Sendable {
    let context: RunContext

    private var surroundings: Surroundings { context.surroundings }
    private var inventory: Inventory { context.plan.inventory }

    /// Mends all of it.
    func mend() async {
        await heal()
        await undoMutations()
    }

    /// Says what a drill has broken; only a run heals, since another labctl may be in the middle of that drill.
    func tell() {
        for drill in (try? surroundings.journal.unhealedDrills()) ?? [] { context.note(drill.notice) }
    }

    /// Heals every drill that the journal knows as begun and not healed.
    private func heal() async {
        _ = try? await Healing(surroundings, inventory: inventory).healAll { context.note($0) }
    }

    /// Undoes what a selftest broke that was killed; what cannot be undone yet is remembered, and how to bring it back
    /// is said.
    private func undoMutations() async {
        for mutation in (try? surroundings.journal.openMutations()) ?? [] where !Task.isCancelled {
            let what = "\(mutation.host): a selftest of `\(mutation.step)` was cut short: \(mutation.title)"
            guard let undoing = mutation.undoing, let host = inventory.host(named: mutation.host) else {
                context.note("\(what). Bring the lab back: labctl lab restore selftest")
                continue
            }
            do throws(DrillError) {
                try await surroundings.carryOut(undoing, on: host, within: .seconds(120))
                try? surroundings.journal.forget(mutation)
                context.note("\(what); it is undone")
            } catch {
                context.note(
                    "\(what). It cannot be undone: \(error.message)\nBring it back: labctl lab restore selftest"
                )
            }
        }
    }
}
