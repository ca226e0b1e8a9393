import ArgumentParser

/// The root command: every subcommand is a stop on the road from a chapter to a report.
@main
struct Labctl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "labctl",
        abstract: "A lab guide that installs itself and proves that it works.",
        subcommands: [LabCommand.self])
}
