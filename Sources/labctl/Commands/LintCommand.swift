import ArgumentParser
import Chapters
import Glibc
import Labs
import Reports
import Steps

/// `labctl lint`: every problem of chapters, before anything runs.
struct LintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Find all problems of chapters at once; connect to no host.",
        discussion: """
            Unknown kinds, attributes, hosts, roles and variables, repeated ids, steps that need later ones, \
            fences that are never closed, links and pictures that are not there: each with its place, what is allowed there, and the nearest word. \
            Without a lab file, hosts and variables are left unchecked.

              labctl lint guide/02-ha.md
              labctl lint guide --lab lab.yaml
            """)

    @Argument(help: "The chapters' files, or their folder.", completion: .file(extensions: ["md"]))
    var chapters: [String]
    @OptionGroup var lab: LabOptions
    @OptionGroup var color: ColorOption

    func run() async throws {
        let chapters = try ChapterFile.paths(chapters)
        let lab = try foundLab(near: chapters.first)
        let inventory = lab?.inventory
        let surface = color.surface(of: STDERR_FILENO)
        for doubt in lab?.doubts ?? [] { Terminal.say("\(doubt)") }
        let links = LinkCheck()
        let results = try await chapters.concurrently { path throws(Failure) in
            let chapter = try ChapterFile.read(path)
            let found = Lint(chapter, inventory: inventory)
            return LintResult(of: chapter, found, links.problems(of: chapter), on: surface)
        }
        for result in results where !result.text.isEmpty { Terminal.say(result.text) }
        let total = results.reduce(LintResult()) { $0 + $1 }
        if inventory == nil { Terminal.say("There is no lab.yaml: hosts and variables were not checked.") }
        Terminal.say(total.summary(chapters: results.count))
        if total.errors > 0 { throw ExitCode(Failure.Status.invalid.rawValue) }
    }

    /// The lab's, where one is named or found; nil where there is none.
    private func foundLab(near chapter: String?) throws(Diagnostics) -> Lab? {
        guard lab.lab != nil || LabSearch.nearest(to: chapter) != nil else { return nil }
        return try lab.read(near: chapter)
    }
}

/// What lint found in chapters: the words for it and the counts.
private struct LintResult: Sendable {
    var text = ""
    var steps = 0
    var errors = 0
    var warnings = 0

    init() {}

    init(of chapter: Chapter, _ lint: Lint, _ links: [Diagnostic], on surface: Surface) {
        steps = lint.steps.count
        let problems = lint.diagnostics + links
        guard !problems.isEmpty else { return }
        let redactor = Redactor(chapter.frontMatter.variables.values.flatMap(\.secrets))
        let words = DiagnosticText(on: surface) { place in
            place.file == chapter.path ? redactor.redact(chapter.sourceLine(place.line)) : nil
        }
        text = Diagnostics(problems).list.map(words.text).joined(separator: "\n")
        errors = lint.errors.count + links.count
        warnings = lint.warnings.count
    }

    static func + (left: LintResult, right: LintResult) -> LintResult {
        var sum = LintResult()
        sum.steps = left.steps + right.steps
        sum.errors = left.errors + right.errors
        sum.warnings = left.warnings + right.warnings
        return sum
    }

    func summary(chapters: Int) -> String {
        let found = [count(errors, "error"), count(warnings, "warning")].joined(separator: ", ")
        return "\(count(chapters, "chapter")), \(count(steps, "step")): \(found)"
    }

    private func count(_ number: Int, _ word: String) -> String {
        number == 1 ? "1 \(word)" : "\(number) \(word)s"
    }
}
