import ArgumentParser
import DocRunner
import FoundationEssentials
import Labs
import Reports

/// `labctl report`: tells what a recorded run came to.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show the result of a recorded run.",
        discussion: """
            Every plan, check and run is recorded in the lab's journal. Forms of a report:

            \(Reporters.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

              labctl report                              the last run, as a table
              labctl report --list                       the runs that are recorded
              labctl report 12 --format html -o run.html
              labctl report run.jsonl --format junit     of a file written with --format jsonl

            The exit code is that of the run: 0 every step holds, 1 one does not, 2 a host was not reached.
            """)

    @Argument(
        help: ArgumentHelp(
            "The number of a recorded run, or a file of events; the last run by default.",
            valueName: "run"),
        completion: .file(extensions: ["jsonl"]))
    var recording: String?
    @OptionGroup var lab: LabOptions
    @Option(help: "The form of the report.") var format = Format.console
    @Option(
        name: .shortAndLong, help: "The file to write; standard output where none is named.",
        completion: .file())
    var output: String?
    @Flag(help: "List the recorded runs, newest first.") var list = false
    @OptionGroup var color: ColorOption

    func run() throws {
        if list { return StandardOutput.write(try RunList.text(journal().runs(limit: 1000))) }
        let events = try events()
        let surface = output == nil ? color.surface() : Surface(isColored: color.color == .always)
        let text = format.reporter.text(of: events, on: surface)
        if let output { try TextFile.write(text, to: output) } else { StandardOutput.write(text) }
        throw ExitCode(Report(events).exitCode)
    }

    private func events() throws -> [Event] {
        if let recording, Int64(recording) == nil {
            let text = String(decoding: try TextFile.read(recording), as: UTF8.self)
            return try EventLines.events(in: text, file: recording)
        }
        let journal = try journal()
        let known = try journal.runs(limit: 1)
        guard let last = known.first else {
            throw Failure("no run is recorded in this lab", ["Begin one: labctl run CHAPTER"], status: .usage)
        }
        let id = recording.flatMap(Int64.init) ?? last.id
        let events = try journal.events(of: id)
        guard !events.isEmpty else {
            throw Failure(
                "there is no run \(id)", ["The last is \(last.id); `labctl report --list` shows all."],
                status: .usage)
        }
        return events
    }

    private func journal() throws -> Journal {
        try Journal(directory: try lab.read().stateDirectory)
    }
}

extension ReportCommand {
    /// The form of a report, one of `Reporters.all`.
    struct Format: ExpressibleByArgument {
        let reporter: any Reporter.Type

        static let console = Format(reporter: ConsoleReporter.self)

        init?(argument: String) {
            guard let reporter = Reporters.named(argument) else { return nil }
            self.init(reporter: reporter)
        }

        init(reporter: any Reporter.Type) { self.reporter = reporter }

        var defaultValueDescription: String { reporter.name }

        static var allValueStrings: [String] { Reporters.all.map { $0.name } }
    }
}
