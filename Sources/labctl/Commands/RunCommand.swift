import ArgumentParser
import Chapters
import DocRunner
import Glibc
import Labs
import Steps

/// `labctl run`: carries a chapter out.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Carry chapters out: check each step, do what is missing, check again.",
        discussion: """
            On a terminal it goes through the chapter with you, step by step: it shows the text and the step and \
            lets you run it, do it yourself, see what differs, or open a shell on the host. With --yes, or where \
            there is no terminal, it carries out every step by itself, as many at once as the chapter allows.

            A run does not touch steps that hold already. So you can repeat a run, and continue an \
            interrupted one. labctl carries several chapters out one after another, and stops after the \
            first that does not hold. Chapters that a chapter `requires`, in its front matter, must hold \
            when it begins.

              labctl run guide/02-ha.md --yes              the whole chapter, unattended
              labctl run guide/02-ha.md --only etcd-config  one step
              labctl run guide/02-ha.md --from etcd-up     from a step to the end
              labctl run guide/02-ha.md guide/03-dns.md --yes
              labctl run guide/02-ha.md guide/03-dns.md --until registry-up --yes
              labctl run guide/02-ha.md --yes --drills     break things on purpose, too
            """)

    @Argument(help: "The chapters' files, in their order.", completion: .file(extensions: ["md"]))
    var chapters: [String]
    @OptionGroup var lab: LabOptions
    @Flag(name: .shortAndLong, help: "Ask no questions; carry out every step.") var yes = false
    @OptionGroup var selection: SelectionOptions
    @Flag(help: "Carry out drills: cause faults, watch them, heal them.") var drills = false
    @Flag(help: "Begin even if a chapter that this one requires does not hold.") var anyway = false
    @OptionGroup var report: ReportOptions
    @OptionGroup var local: LocalOptions
    @OptionGroup var color: ColorOption

    func validate() throws {
        guard selection.isFromItsBeginning || chapters.count == 1 else {
            throw ValidationError("--only and --from are for one chapter")
        }
    }

    func run() async throws {
        let workspaces = try Workspace.all(chapters, lab: lab)
        guard let lab = workspaces.first?.lab else { return }
        try selection.selection.check(among: workspaces.last?.steps.map(\.id) ?? [])
        let consent = local.consent(asks: !yes)
        try LabSession.expectSecrets(of: workspaces, consent)
        try consent.expect(workspaces, selection.selection)
        if drills { try consent.expectPower(of: lab) }
        let session = try await LabSession(lab, consent)
        let lock = try RunLock(directory: lab.stateDirectory)
        if try !session.surroundings.journal.unhealedDrills().isEmpty { try consent.expectPower(of: lab) }
        try session.expectMending()
        defer { withExtendedLifetime(lock) {} }
        var exitCode: Int32 = 0
        for (index, workspace) in workspaces.enumerated() where exitCode == 0 {
            let before = Array(workspaces[..<index])
            if selection.isFromItsBeginning, !anyway {
                let foundations = try Foundations(of: workspace, besides: before)
                try await foundations.verify(in: session, on: color.surface())
            }
            // `--until` is a step of the last chapter; those before it are carried out whole.
            let isLast = index == workspaces.count - 1
            let wanted = isLast ? selection.selection : StepSelection()
            let plan = try await session.plan(workspace, wanted, besides: before)
            exitCode = try await carryOut(plan, of: workspace, in: session)
        }
        await session.close()
        throw ExitCode(exitCode)
    }

    private func carryOut(_ plan: Plan, of workspace: Workspace, in session: LabSession) async throws -> Int32
    {
        let journey = Journey(session: session, plan: plan, surface: color.surface())
        let isTaught = !yes && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        let (summary, run) =
            try await isTaught
            ? journey.teach(workspace.chapter, withDrills: drills) : journey.go(.run, withDrills: drills)
        try report.write(of: run, from: session, for: chapters.count > 1 ? workspace.chapter.path : nil)
        return summary.exitCode
    }
}
