import ArgumentParser
import Glibc
import Labs
import Runner

/// `labctl run`: carries a chapter out.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Carry a chapter out: ask, do what is missing, ask again.",
        discussion: """
            On a terminal it goes through the chapter with you, step by step: it shows the text and the step and \
            lets you run it, do it yourself, see what differs, or open a shell on the host. With --yes, or where \
            there is no terminal, it carries out every step by itself, as many at once as the chapter allows.

            What holds already is left alone, so a run can be repeated, and one that was cut short goes on.

              labctl run guide/02-ha.md --yes              the whole chapter, unattended
              labctl run guide/02-ha.md --only etcd-config  one step
              labctl run guide/02-ha.md --from etcd-up     from a step to the end
              labctl run guide/02-ha.md --yes --drills     break things on purpose, too
            """)

    @OptionGroup var chapter: ChapterArgument
    @OptionGroup var lab: LabOptions
    @Flag(name: .shortAndLong, help: "Ask nothing; carry out every step.") var yes = false
    @OptionGroup var selection: SelectionOptions
    @Flag(help: "Carry out drills: faults made on purpose, watched and healed.") var drills = false
    @OptionGroup var report: ReportOptions
    @OptionGroup var color: ColorOption

    func run() async throws {
        let workspace = try Workspace(chapter: chapter.path, lab: lab)
        let session = try await LabSession(workspace.lab)
        let plan = try await session.plan(workspace, selection.selection)
        let lock = try RunLock(directory: session.lab.stateDirectory)
        defer { withExtendedLifetime(lock) {} }
        let journey = Journey(session: session, plan: plan, surface: color.surface())
        let isTaught = !yes && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        let summary =
            try await isTaught
            ? journey.teach(workspace.chapter, withDrills: drills) : journey.go(.run, withDrills: drills)
        try report.write(from: session)
        await session.close()
        throw ExitCode(summary.exitCode)
    }
}
