import ArgumentParser

/// The chapter that a command is about.
struct ChapterArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The chapter's file.", valueName: "chapter"), completion: .file(extensions: ["md"])
    )
    var path: String
}
