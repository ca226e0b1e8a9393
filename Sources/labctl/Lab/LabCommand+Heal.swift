import ArgumentParser
import Labs
import Runner
import Steps

extension LabCommand {
    /// `labctl lab heal`.
    struct Heal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Mend what a drill has left broken that was cut short.",
            discussion:
                "A run does that first by itself. What heals each host was written down before it was broken."
        )
        @OptionGroup var options: LabOptions

        func run() async throws {
            let session = try await LabSession(try options.read())
            let lock = try RunLock(directory: session.lab.stateDirectory)
            defer { withExtendedLifetime(lock) {} }
            let isHealed = try await session.healDrills(sayingSo: true)
            await session.close()
            if !isHealed { throw ExitCode(Failure.Status.failed.rawValue) }
        }
    }
}

extension LabSession {
    /// Heals what drills have left broken that were cut short, and tells of each; answers whether nothing is left.
    func healDrills(sayingSo: Bool = false) async throws -> Bool {
        let drills = try surroundings.journal.unhealedDrills()
        if drills.isEmpty, sayingSo { Terminal.say("No drill has left anything broken.") }
        let healing = Healing(surroundings, inventory: lab.inventory)
        var isHealed = true
        for drill in drills {
            Terminal.say("drill `\(drill.step)` was cut short: healing \(drill.hostNames)")
            let trouble = await healing.heal(drill)
            isHealed = isHealed && trouble == nil
            let redactor = try redactor()
            Terminal.say(trouble.map { redactor.redact($0.message) } ?? "drill `\(drill.step)` is healed")
        }
        return isHealed
    }

    /// Masks the secrets of the lab that are kept.
    private func redactor() throws -> Redactor {
        let declared = (try? SecretSources(stateDirectory: lab.stateDirectory).values(of: lab.secrets)) ?? [:]
        let captured = try surroundings.journal.captures()
        return Redactor(
            (Array(declared.values) + captured.values).flatMap(\.secrets)
                + SecretFiles(.generated, in: lab.stateDirectory).all.values)
    }
}

extension Lab {
    /// Forgets what drills and selftests have left broken on hosts that are as new, or on all.
    func forgetWhatIsBroken(on hosts: [Host] = []) throws {
        let journal = try Journal(directory: stateDirectory)
        try journal.forgetHeals(of: (hosts.isEmpty ? inventory.hosts : hosts).map(\.name))
        try journal.forgetMutations(on: hosts)
    }
}
