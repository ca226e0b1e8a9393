import ArgumentParser
import DocRunner
import Reports

/// `labctl plan`: what would be done where.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what a run would do on which host, and what holds already; change nothing.",
        discussion: """
            It lists each step with its hosts. If a step would change something, it shows the differences, \
            for files as unified diffs.

              labctl plan guide/02-ha.md
              labctl plan guide/02-ha.md --only etcd-config
            """)

    @OptionGroup var chapter: ChapterArgument
    @OptionGroup var lab: LabOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var local: LocalOptions
    @OptionGroup var color: ColorOption

    func run() async throws {
        let workspace = try Workspace(chapter: chapter.path, lab: lab)
        let consent = local.consent()
        try consent.expect([workspace], selection.selection)
        let session = try await LabSession(workspace.lab, consent)
        let plan = try await session.plan(workspace, selection.selection)
        let (summary, _) = try await Journey(session: session, plan: plan, surface: color.surface()).go(.plan)
        await session.close()
        throw ExitCode(summary.exitCode)
    }
}
