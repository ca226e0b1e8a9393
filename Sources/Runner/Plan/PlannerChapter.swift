public import Chapters
public import Steps

extension Planner {
    /// A planner for a chapter that was read, in a lab, with what earlier runs captured.
    public init(_ chapter: Chapter, inventory: Inventory, captures: [String: Value] = [:]) {
        self.init(
            chapter: chapter.path, title: chapter.title, variables: chapter.frontMatter.variables,
            inventory: inventory, captures: captures)
    }

    /// The plan for the chapter's steps, as lint has understood them.
    ///
    /// Throws `Diagnostics` for content that some host's values make invalid.
    public func plan(_ chapter: Chapter, _ steps: [Step]) throws(Diagnostics) -> Plan {
        try plan(
            steps.map { step in
                let headings = chapter.passage(of: step.block)?.headings.map(\.text) ?? []
                return (step: step, section: headings)
            })
    }
}
