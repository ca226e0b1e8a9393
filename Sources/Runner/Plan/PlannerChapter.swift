public import Chapters
public import Steps

extension Planner {
    /// A planner for a chapter that was read, in a lab, with the values of secrets and what earlier runs captured.
    ///
    /// A secret without a value keeps what stands for it.
    public init(
        _ chapter: Chapter, inventory: Inventory, secrets: [String: Value] = [:],
        captures: [String: Value] = [:]
    ) {
        var inventory = inventory
        inventory.variables.merge(secrets) { $1 }
        let names = Set(chapter.frontMatter.secrets.map(\.name))
        let own = chapter.frontMatter.variables.merging(secrets.filter { names.contains($0.key) }) { $1 }
        self.init(
            chapter: chapter.path, title: chapter.title, variables: own, inventory: inventory,
            captures: captures)
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
