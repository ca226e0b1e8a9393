import ArgumentParser

/// `labctl where`: shows the progress in the guide.
struct WhereCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "where",
        abstract: "Show how far you are in the guide, and what comes next.",
        discussion: """
            labctl asks every host about all chapters at once. It changes nothing, and uses no results of \
            earlier runs: it does not matter who did the steps, or how. For each chapter a bar shows which \
            steps hold, in their order. A step that you have passed and that no longer holds has drifted; \
            its name is shown. Then comes the next thing to do, with its command. Checks run up to the first \
            chapter that is not begun yet.

            Without a chapter it reads every chapter with steps in the folder guide beside the lab file, in \
            the order of their names. If there is no such folder, it reads the chapters beside the lab file. \
            It counts a chapter together with those that its front matter `requires`; of other chapters, the \
            last one that is begun counts.

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
