import ArgumentParser
import Chapters
import Labs
import Reports
import Steps

/// `labctl hint`: help with a step, outside the tutor.
struct HintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hint",
        abstract: "Give help with a step that does not hold, a little at a time.",
        discussion: """
            A chapter's author may write hints for a step, from a first idea to the full command. The tutor \
            of `labctl run` shows them with the key h, and records it. This command shows one without a run.

              labctl hint guide/02-ha.md etcd-up       the first hint
              labctl hint guide/02-ha.md etcd-up 2     the second one
            """)

    @OptionGroup var chapter: ChapterArgument
    @Argument(help: ArgumentHelp("The step.", valueName: "id"), completion: StepCompletion.kind) var step:
        String
    @Argument(help: "Which hint, from 1.") var number = 1
    @OptionGroup var lab: LabOptions
    @OptionGroup var color: ColorOption

    func run() throws {
        let workspace = try Workspace(chapter: chapter.path, lab: lab)
        let id = step.hasPrefix("#") ? String(step.dropFirst()) : step
        guard let step = workspace.steps.first(where: { $0.id == id }) else {
            throw Failure(
                "no step of this chapter has the id `\(id)`",
                Spelling.advice(for: id, among: workspace.steps.map(\.id)), status: .usage)
        }
        let rungs = step.rungs(in: workspace.scope(of: step))
        guard rungs.indices.contains(number - 1) else {
            let all = rungs.isEmpty ? "has no hints" : "has hints 1 to \(rungs.count)"
            throw Failure("step `\(id)` \(all)", status: .usage)
        }
        var rung = rungs[number - 1]
        let values =
            Array(workspace.lab.inventory.variables.values)
            + Array(workspace.chapter.frontMatter.variables.values)
        rung.text = Redactor(values.flatMap(\.secrets)).redact(rung.text)
        var rows = HintText(rung, number, of: rungs.count).rows(on: color.surface())
        if number < rungs.count { rows.append("More: labctl hint \(chapter.path) \(id) \(number + 1)") }
        StandardOutput.write(rows.map { $0 + "\n" }.joined())
    }
}

extension Value {
    /// The value; a mark instead of a secret.
    fileprivate var marked: Value { secrets.isEmpty ? self : .text(Redactor.mark) }
}

extension Workspace {
    /// Stand-ins for values that only a run captures: a hint needs no host.
    private var captured: [String: Value] {
        let names = steps.compactMap(\.envelope.capture)
        return names.reduce(into: [:]) { $0[$1] = .text("<\($1)>") }
    }

    /// The values on a step's first host; a mark where a secret would stand, whatever its source.
    fileprivate func scope(of step: Step) -> Scope {
        let hosts = step.envelope.on.flatMap { try? $0.hosts(in: lab.inventory) } ?? []
        var inventory = lab.inventory
        inventory.variables = inventory.variables.mapValues(\.marked)
        return Scope(
            inventory: inventory, host: hosts.first ?? lab.inventory.hosts.first ?? .local,
            chapter: chapter.frontMatter.variables.mapValues(\.marked), captures: captured)
    }
}
