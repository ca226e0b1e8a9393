import ArgumentParser
import Chapters
import DocRunner
import Reports

/// `labctl check`: asks which steps hold.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check which steps of chapters hold; change nothing.",
        discussion: """
            labctl sends each host all its checks at once, over one connection. It lists the steps that do \
            not hold, with their hosts, the differences, and what to do next. It does not matter who did a \
            step, or how. Without a chapter it does the same as `labctl where`.

              labctl check guide/02-ha.md
              labctl check guide/*.md --report junit=results.xml
            """)

    @Argument(help: "The chapters' files.", completion: .file(extensions: ["md"]))
    var chapters: [String] = []
    @OptionGroup var lab: LabOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var report: ReportOptions
    @OptionGroup var local: LocalOptions
    @OptionGroup var color: ColorOption

    func run() async throws {
        if chapters.isEmpty { return try await checkTheGuide() }
        var worst: Int32 = 0
        let workspaces = try Workspace.all(chapters, lab: lab)
        guard let lab = workspaces.first?.lab else { return }
        let consent = local.consent()
        for workspace in workspaces { try consent.expect([workspace], selection.selection) }
        let session = try await LabSession(lab, consent)
        for workspace in workspaces {
            let plan = try await session.plan(workspace, selection.selection)
            let journey = Journey(session: session, plan: plan, surface: color.surface())
            let (summary, run) = try await journey.go(.check)
            try report.write(of: run, from: session, for: chapters.count > 1 ? workspace.chapter.path : nil)
            worst = max(worst, summary.exitCode)
            if summary.wasInterrupted { break }
        }
        await session.close()
        throw ExitCode(worst)
    }

    /// Checks all chapters at once. Options for steps and reports need a chapter.
    private func checkTheGuide() async throws {
        guard selection.isEverything, report.report.isEmpty else {
            throw Failure("--only, --from, --until and --report need a chapter", status: .usage)
        }
        throw ExitCode(
            try await Whereabouts([], lab: lab).tell(asJSON: false, local.consent(), on: color.surface()))
    }
}
