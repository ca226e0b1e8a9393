import ArgumentParser
import DocRunner
import Reports

/// `labctl plan`: what would be done where.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what a run would do where, and which of it already holds; nothing is changed.",
        discussion: """
            Each step is named with its hosts. Where it would change something the differences are shown, files as \
            unified diffs.

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
