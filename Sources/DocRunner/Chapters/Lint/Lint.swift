public import Steps

/// A chapter understood as steps, with every problem that can be known before anything runs.
public struct Lint: Sendable {
    /// The steps in order; a block that is no step (an unknown kind) is left out and is an error.
    public let steps: [Step]
    /// All problems and doubts, those of the chapter's text included, sorted by place.
    public let diagnostics: [Diagnostic]

    /// Looks a chapter over; without an inventory, hosts and variables are left unchecked.
    ///
    /// Each step is decoded for the first host it selects; the other hosts are decoded when a plan is made.
    public init(_ chapter: Chapter, inventory: Inventory? = nil) {
        var reader = StepReader(chapter: chapter, inventory: inventory)
        for passage in chapter.passages { reader.read(passage.step) }
        reader.checkNeeds()
        reader.checkFilesRead()
        for companion in chapter.companions { reader.read(companion) }
        steps = reader.steps
        let secrets = [inventory?.variables, chapter.frontMatter.variables].compactMap { $0?.values }
            .flatMap { $0.flatMap(\.secrets) }
        let problems = Diagnostics(chapter.problems + reader.problems)
        diagnostics = secrets.isEmpty ? problems.list : problems.redacted(by: Redactor(secrets)).list
    }

    /// The steps of a chapter, without checks; for callers that know that lint finds no error in it.
    public static func uncheckedSteps(of chapter: Chapter) -> [Step] {
        var reader = StepReader(chapter: chapter, inventory: nil)
        for passage in chapter.passages {
            if let kind = Catalog.kind(named: passage.step.kind) { reader.add(passage.step, kind) }
        }
        for companion in chapter.companions {
            if let index = companion.target.flatMap({ reader.indices[$0] }) {
                reader.steps[index].companions.append(companion)
            }
        }
        return reader.steps
    }

    /// The problems that stop the work.
    public var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
    /// The doubts.
    public var warnings: [Diagnostic] { diagnostics.filter { $0.severity == .warning } }
}
