import ArgumentParser
import DocRunner
import FoundationEssentials
import Labs
import Reports

/// Where reports of a run are written.
struct ReportOptions: ParsableArguments {
    /// One report: its form and its file.
    struct Target: ExpressibleByArgument, Sendable {
        let format: String
        let path: String

        init?(argument: String) {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, Reporters.named(parts[0]) != nil, !parts[1].isEmpty else { return nil }
            (format, path) = (parts[0], parts[1])
        }

        static var allValueStrings: [String] { Reporters.all.map { "\($0.name)=" } }
    }

    @Option(
        help: ArgumentHelp(
            "Write a report: html=FILE, junit=FILE, jsonl=FILE or console=FILE; may be repeated.",
            valueName: "format=file"))
    var report: [Target] = []

    /// Writes the reports of a run, and the page that every run gets; says where that lies.
    ///
    /// Where `chapter` is one of several, each gets files of its own: `results.xml` becomes `results-02-ha.xml`.
    func write(of run: Int64, from session: LabSession, for chapter: String? = nil) throws {
        let events = try session.surroundings.journal.events(of: run)
        let folder = try PrivateFolder(session.lab.stateDirectory + "/reports")
        let page = Target(format: "html", path: "\(folder.path)/\(run).html")
        try folder.write(page.text(of: events), to: "\(run).html")
        for target in report { try target.named(for: chapter).write(events) }
        StandardOutput.write("report: \(Self.short(page.path))\n")
    }

    /// The path from the current folder, where it is below.
    private static func short(_ path: String) -> String {
        let here = FileManager.default.currentDirectoryPath + "/"
        return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
    }
}

extension ReportOptions.Target {
    init(format: String, path: String) {
        self.format = format
        self.path = path
    }

    /// The target with a chapter's name before the ending of its file; the same where there is none.
    fileprivate func named(for chapter: String?) -> Self {
        guard let chapter, let name = chapter.split(separator: "/").last?.split(separator: ".").first else {
            return self
        }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let file = path.dropFirst(folder.count)
        let dot = file.lastIndex(of: ".") ?? file.endIndex
        return Self(format: format, path: "\(folder)\(file[..<dot])-\(name)\(file[dot...])")
    }

    fileprivate func write(_ events: [Event]) throws { try TextFile.write(text(of: events), to: path) }

    fileprivate func text(of events: [Event]) -> String {
        Reporters.named(format)?.text(of: events, on: Surface(columns: 100, isColored: false)) ?? ""
    }
}
