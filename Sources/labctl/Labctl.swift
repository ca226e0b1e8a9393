import ArgumentParser
import CLinux
import Glibc

/// The root command: every subcommand is a stop on the road from a chapter to a report.
@main
struct Labctl: AsyncParsableCommand {
    /// The release; `scripts/release` holds it against CHANGELOG.md and git's tags.
    static let version = "0.9.0"

    static let configuration = CommandConfiguration(
        commandName: "labctl",
        abstract: "A lab guide that installs itself and proves that it works.",
        discussion: """
            A chapter is a CommonMark file. Its fenced blocks are steps: each states what must be true on \
            which hosts. labctl checks whether it is true already, does what is missing, and checks again.

              labctl lab up                    switch the lab's machines on
              labctl run guide/01-simple.md    carry a chapter out, with explanations
              labctl check guide/01-simple.md  ask only; nothing is changed
              labctl where                     how far you are, and what comes next
              labctl report                    tell what the last run came to

            The lab is described by the nearest lab.yaml, beside the chapter or in a folder above it.

            Exit codes: 0 every step holds; 1 one does not; 2 a host cannot be reached; 64 the command line is \
            wrong; 65 the chapter or the lab file is.
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(
                name: "Chapter",
                subcommands: [
                    LintCommand.self, PlanCommand.self, CheckCommand.self, RunCommand.self, WhereCommand.self,
                    HintCommand.self, SelftestCommand.self,
                ]),
            CommandGroup(
                name: "Reading", subcommands: [ReportCommand.self, RenderCommand.self, StepsCommand.self]),
            CommandGroup(name: "Lab", subcommands: [LabCommand.self]),
        ])

    /// Parses the command line, runs the command, and prints its error: the only place where labctl ends.
    static func main() async {
        keepFreedMemory()
        outliveReaders()
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            end(EXIT_SUCCESS)
        } catch let code as ExitCode {
            end(code.rawValue)
        } catch {
            guard let failure = Failure(error) else { exit(withError: error) }
            Terminal.say(failure.message)
            end(failure.status.rawValue)
        }
    }

    /// Ends the process at once: exit(3) takes libraries down under threads that are still at work in them.
    private static func end(_ status: Int32) -> Never {
        fflush(nil)
        _exit(status)
    }

    /// The reader of labctl's output may end before labctl does, as `tee` does at Ctrl-C. The run still
    /// finishes, and heals.
    ///
    /// It installs a handler instead of ignoring the signal: child processes would inherit an ignored signal
    /// (execve(2)).
    private static func outliveReaders() { signal(SIGPIPE) { _ in } }

    /// Freed memory is soon needed again. Returning it to the kernel each time would cost a tenth of lint's
    /// time.
    private static func keepFreedMemory() {
        mallopt(M_TRIM_THRESHOLD, 64 << 20)
        mallopt(M_TOP_PAD, 4 << 20)
    }
}
