import ArgumentParser

/// The form of a handout and its place.
struct FormOptions: ParsableArguments {
    /// A form of a handout.
    enum Kind: CaseIterable, EnumerableFlag {
        case site, single, pdf, watch

        static func help(for kind: Kind) -> ArgumentHelp? {
            switch kind {
            case .site: "A folder of pages; this by default."
            case .single: "One file that holds everything."
            case .pdf: "A booklet, printed by an installed Chromium."
            case .watch: "Serve the site on loopback and reload it at each save, until Ctrl-C."
            }
        }

        /// Where it goes by default.
        var output: String {
            switch self {
            case .site, .watch: "site"
            case .single: "guide.html"
            case .pdf: "guide.pdf"
            }
        }
    }

    /// A size of paper.
    enum Paper: String, ExpressibleByArgument, CaseIterable { case a4, letter }

    @Flag(exclusivity: .exclusive) var kind = Kind.site
    @Option(name: .shortAndLong, help: "The folder or file to write to.", completion: .file()) var output:
        String?
    @Option(help: "The size of the paper.") var paper = Paper.a4
    @Option(help: "The port to serve at.") var port: UInt16 = 8480
}
