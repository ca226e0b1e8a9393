import ArgumentParser

/// `labctl where`: how far somebody has come.
struct WhereCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "where",
        abstract: "Ask the hosts how far somebody has come in the guide, and what comes next.",
        discussion: """
            Every host is asked about all chapters at once; nothing is changed, and nothing is remembered from \
            earlier: it does not matter who did the steps, or how. A bar a chapter shows what holds, in the order of \
            the steps. Steps that were come to and no longer hold have drifted and are named. Then comes the one next \
            thing to do, with the command for it. Checks are asked up to the first chapter that nobody has begun.

            Without a chapter it is about every chapter with steps in the folder guide beside the lab file or, where \
            there is none, beside the lab file itself, in the order of their names. A chapter stands on those that \
            its front matter `requires`; of others, the furthest that has begun counts.

              labctl where
              labctl where guide/02-ha.md
              labctl where --json

            Exit codes: 0 nothing is left to do; 1 something is; 2 a host cannot be reached.
            """)

    @Argument(
        help: "The chapters' files in the order of the guide, or their folder.",
        completion: .file(extensions: ["md"]))
    var chapters: [String] = []
    @OptionGroup var lab: LabOptions
    @Flag(help: "Print one JSON object, for scripts.") var json = false
    @OptionGroup var local: LocalOptions
    @OptionGroup var color: ColorOption

    func run() async throws {
        let whereabouts = try Whereabouts(chapters, lab: lab)
        throw ExitCode(
            try await whereabouts.tell(asJSON: json, local.consent(asks: !json), on: color.surface()))
    }
}
