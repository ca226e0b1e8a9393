import ArgumentParser
import Handouts

/// The reader of a handout, and its content.
struct CopyOptions: ParsableArguments {
    @Option(
        name: .customLong("for"),
        help: "The readers: `student` leaves out solutions and remarks, `instructor` has everything.")
    var audience = AudienceArgument(.student)
    @Option(help: ArgumentHelp("The student whose copy it is.", valueName: "name")) var student: String?
    @Option(help: ArgumentHelp("The title of the guide.", valueName: "text")) var title: String?
    @Option(
        help: ArgumentHelp(
            "Show the results of a run beside the steps: a file of `labctl report --format jsonl`; may be repeated.",
            valueName: "file"),
        completion: .file(extensions: ["jsonl"]))
    var results: [String] = []
    @Option(
        help: ArgumentHelp(
            "Where the site will be: paper gets a QR code of each page's address (by qrencode).",
            valueName: "url"))
    var url: String?
    @Flag(help: "Keep raw HTML in chapters; by default it is shown as text.") var unsafe = false
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
