import ArgumentParser
import Chapters
import DocRunner
import Glibc
import Labs
import Steps

/// `labctl selftest`: proves that a chapter's checks can fail.
struct SelftestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selftest",
        abstract:
            "Prove that a chapter's checks can fail: break what they state, and see if they notice it.",
        discussion: """
            First labctl checks each step on fresh hosts, where it must not hold. Then it carries the \
            chapter out, and each step must hold. Then it breaks what a step states, one mutation at a time, \
            and the step must not hold any more. The mutations are those of the step's kind, and those that \
            the chapter declares ({mutation for=#id}). It falsifies the hosts' answers, too. In the end it \
            shows how many mutations were noticed, and lists the others with their places. Chapters that \
            this one `requires` are carried out before all this.

            It discards the state of the lab's hosts, and works only in a lab that labctl made. It undoes \
            each mutation, or restores a snapshot if that is not possible. In the end it restores the whole \
            lab.

              labctl selftest guide/01-simple.md --yes
              labctl selftest guide/01-simple.md --yes --only etcd-config

            Exit code 0: enough was noticed, and each check was seen to fail.
            """)

    @OptionGroup var chapter: ChapterArgument
    @OptionGroup var lab: LabOptions
    @Flag(name: .shortAndLong, help: "Discard the lab's changes without asking.") var yes = false
    @OptionGroup var selection: SelectionOptions
    @Option(
        help: ArgumentHelp("The share of mutations that must be noticed, at least.", valueName: "percent"))
    var atLeast = 95
    @OptionGroup var report: ReportOptions
    @OptionGroup var local: LocalOptions
    @OptionGroup var color: ColorOption

    func validate() throws {
        guard (0...100).contains(atLeast) else {
            throw ValidationError("--at-least is a number from 0 to 100")
        }
    }

    func run() async throws {
        let workspace = try Workspace(chapter: chapter.path, lab: lab)
        guard let net = LabSafetyNet(workspace.lab) else {
            throw Failure(
                "a selftest breaks what it tests, and labctl cannot bring back machines that it did not make",
                ["Run it in a lab with `provider: local`."], status: .failed)
        }
        let lab = workspace.lab
        let foundations = try Foundations(of: workspace, besides: [])
        let localConsent = local.consent(asks: !yes)
        try LabSession.expectSecrets(of: foundations.below + [workspace], localConsent)
        try localConsent.expect(foundations.below + [workspace])
        try consent(to: lab)
        let lock = try RunLock(directory: workspace.lab.stateDirectory)
        defer { withExtendedLifetime(lock) {} }
        try await startAfresh(workspace.lab, net)
        let session = try await LabSession(workspace.lab, localConsent)
        try await foundations.carryOut(in: session, on: color.surface())
        let plan = try await session.plan(workspace)
        let targets = Set(try selection.selection.applied(to: plan).entries.map(\.step.id))
        let journey = Journey(session: session, plan: plan, surface: color.surface())
        let (summary, run) = try await journey.prove(targets, over: net, atLeast: atLeast)
        try report.write(of: run, from: session)
        await session.close()
        throw ExitCode(summary.exitCode)
    }

    /// Asks before it discards the lab's state.
    private func consent(to lab: Lab) throws {
        if yes { return }
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw Failure(
                "a selftest throws away what the hosts of lab `\(lab.name)` hold", ["If you mean it: --yes"],
                status: .usage)
        }
        StandardOutput.write(
            "Throw away what the hosts of lab `\(lab.name)` hold, and test on fresh ones? [y/N] ")
        guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
            throw Failure("nothing was done", status: .failed)
        }
    }

    private func startAfresh(_ lab: Lab, _ net: LabSafetyNet) async throws {
        try await LabCommand.timed("Hosts of lab `\(lab.name)` are fresh") {
            try await lab.provider.reset([], progress: Terminal.say)
            try await net.forgetLeftover()
            try Journal(directory: lab.stateDirectory).forgetLab()
        }
    }
}

extension Journey {
    /// Goes through a selftest; answers how it went.
    fileprivate func prove(_ targets: Set<String>, over net: any SafetyNet, atLeast: Int) async throws
        -> Ending
    {
        try await travel(.selftest, goingOnBy: "labctl selftest \(plan.chapter) --yes") { run in
            await run.selftest(targets, over: net, atLeast: atLeast)
        }
    }
}
