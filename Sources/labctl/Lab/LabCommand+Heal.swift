import ArgumentParser
import DocRunner
import Labs
import Steps

extension LabCommand {
    /// `labctl lab heal`.
    struct Heal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Heal what an interrupted drill has left broken.",
            discussion:
                "A run does this first by itself. labctl records how to heal each host before a drill "
                + "breaks it."
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
    /// Prints the faults that drills have left, for users who look at the lab or make a snapshot of it.
    func tellWhatIsBroken() {
        guard Journal.exists(in: stateDirectory), let journal = try? Journal(directory: stateDirectory) else {
            return
        }
        for drill in (try? journal.unhealedDrills()) ?? [] { Terminal.say(drill.notice) }
    }

    /// Forgets what the journal knows of hosts that are as new or in an earlier state, or of all: what drills and
    /// selftests have left broken there, and the values that they printed.
    func forgetState(of hosts: [Host] = []) throws {
        let journal = try Journal(directory: stateDirectory)
        let made = hosts.isEmpty ? inventory.hosts : hosts
        try journal.forgetHeals(of: made.map(\.name))
        try journal.forgetCaptures(from: made)
        try journal.forgetMutations(on: hosts)
    }
}
