import ArgumentParser
import DocRunner
import Labs
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
        @OptionGroup var local: LocalOptions

        func run() async throws {
            let lab = try options.read()
            let consent = local.consent()
            let session = try await LabSession(lab, consent)
            let lock = try RunLock(directory: session.lab.stateDirectory)
            defer { withExtendedLifetime(lock) {} }
            if try session.surroundings.journal.unhealedDrills().isEmpty {
                Terminal.say("No drill has left anything broken.")
            } else {
                try consent.expectPower(of: lab)
                try session.expectMending()
            }
            let isHealed = try await session.healDrills()
            await session.close()
            if !isHealed { throw ExitCode(Failure.Status.failed.rawValue) }
        }
    }
}

extension Lab {
    /// Says what drills have left broken: whoever looks at the lab, or keeps it, should know.
    func tellWhatIsBroken() {
        guard Journal.exists(in: stateDirectory), let journal = try? Journal(directory: stateDirectory) else {
            return
        }
        for drill in (try? journal.unhealedDrills()) ?? [] { Terminal.say(drill.notice) }
    }

    /// Forgets what drills and selftests have left broken on hosts that are as new, or on all.
    func forgetWhatIsBroken(on hosts: [Host] = []) throws {
        let journal = try Journal(directory: stateDirectory)
        try journal.forgetHeals(of: (hosts.isEmpty ? inventory.hosts : hosts).map(\.name))
        try journal.forgetMutations(on: hosts)
    }
}
