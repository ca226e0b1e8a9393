import ArgumentParser
import Steps

/// `labctl steps`: what can stand in a chapter, from the kinds' own source.
struct StepsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "steps",
        abstract: "Explain the kinds of steps that a chapter can hold.",
        discussion: """
              labctl steps               every kind in a line
              labctl steps file          one kind, with its attributes and an example
              labctl steps --markdown    the whole reference page, guide/reference/steps.md
            """)

    @Argument(help: "The kind to explain.", completion: .list(Catalog.names))
    var kind: String?
    @Flag(help: "Print the whole reference page, in CommonMark.") var markdown = false

    func run() throws {
        if markdown { return StandardOutput.write(Catalog.reference()) }
        guard let kind else { return StandardOutput.write(Catalog.summary) }
        guard let section = Catalog.reference(of: kind) else {
            throw Failure(
                "there is no kind `\(kind)`", Spelling.advice(for: kind, among: Catalog.names), status: .usage
            )
        }
        StandardOutput.write(section)
    }
}
