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
            let drills = try session.surroundings.journal.unhealedDrills()
            if drills.isEmpty { Terminal.say("No drill has left anything broken.") }
            let healing = Healing(session.surroundings, inventory: session.lab.inventory)
            var isHealed = true
            for drill in drills {
                Terminal.say("drill `\(drill.step)` was cut short: healing \(drill.hostNames)")
                let trouble = await healing.heal(drill)
                isHealed = isHealed && trouble == nil
                Terminal.say(trouble ?? "drill `\(drill.step)` is healed")
            }
            await session.close()
            if !isHealed { throw ExitCode(Failure.Status.failed.rawValue) }
        }
    }
}

extension Lab {
    /// Forgets what drills have left broken on hosts that are as new, or on all.
    func forgetHeals(of hosts: [Host] = []) throws {
        let names = (hosts.isEmpty ? inventory.hosts : hosts).map(\.name)
        try Journal(directory: stateDirectory).forgetHeals(of: names)
    }
}
