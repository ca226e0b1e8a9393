import ArgumentParser
import Handouts

/// Whose copy a handout is, and what is in it.
struct CopyOptions: ParsableArguments {
    @Option(
        name: .customLong("for"),
        help: "Whom it is for: `student` leaves solutions and remarks out altogether, `instructor` has all.")
    var audience = AudienceArgument(.student)
    @Option(help: ArgumentHelp("Whose copy it is.", valueName: "name")) var student: String?
    @Option(help: ArgumentHelp("What the guide is called.", valueName: "text")) var title: String?
    @Option(
        help: ArgumentHelp(
            "Stamp in what a run found: a file of `labctl report --format jsonl`; may be repeated.",
            valueName: "file"),
        completion: .file(extensions: ["jsonl"]))
    var results: [String] = []
    @Option(
        help: ArgumentHelp(
            "Where the site will be: paper gets a QR code of each page's address (by qrencode).",
            valueName: "url"))
    var url: String?
    @Flag(help: "Take raw HTML in chapters as it is; by itself it is shown as text.") var unsafe = false
}

extension CopyOptions {
    /// An audience as it is written on the command line.
    struct AudienceArgument: ExpressibleByArgument {
        let audience: Audience

        init(_ audience: Audience) { self.audience = audience }

        init?(argument: String) {
            guard let audience = Audience(rawValue: argument) else { return nil }
            self.audience = audience
        }

        var defaultValueDescription: String { audience.rawValue }

        static var allValueStrings: [String] { Audience.allCases.map(\.rawValue) }
    }
}
