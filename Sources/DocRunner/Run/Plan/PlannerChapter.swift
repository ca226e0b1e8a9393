public import Chapters
public import Steps

extension Planner {
    /// A planner for a chapter that was read, in a lab, with the values of secrets and what earlier runs captured.
    ///
    /// A secret without a value keeps its stand-in.
    public init(
        _ chapter: Chapter, inventory: Inventory, secrets: [String: Value] = [:],
        captures: [String: Value] = [:]
    ) {
        var inventory = inventory
        inventory.variables.merge(secrets) { $1 }
        var own = chapter.frontMatter.variables
        for secret in chapter.frontMatter.secrets where secrets[secret.name] != nil {
            // If the chapter only names a secret, its value comes from outside, like the lab's values.
            if case .value = secret.source { continue }
            own[secret.name] = nil
        }
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
