/// A program that a command names and that does not exist, as reported by the program that should start it.
///
/// The exit status tells that only of the last command. In a pipe, in the background or under `timeout` nothing but these
/// words are left, and a pattern `...` takes them like any others.
struct MissingProgram {
    /// The program.
    let name: String
    /// The message.
    let line: String

    /// Shells and programs that start others, and say so where they cannot.
    private static let starters: Set<Substring> = [
        "bash", "sh", "dash", "env", "timeout", "sudo", "nohup", "nice", "ionice", "setsid",
        "stdbuf", "chroot", "chrt",
        "taskset", "xargs", "time", "watch", "runuser", "unshare", "nsenter",
    ]

    /// Looks for the words in what a command printed, but for lines that the author expects; nil where each program that
    /// it names was there.
    init?(in output: String, of command: String, expecting: [LinePattern] = []) {
        for line in output.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ": ").map { $0.trimmingSpaces }
            guard let name = Self.whole(parts) ?? Self.named(parts, in: command), !name.isEmpty,
                command.contains(name), !expecting.contains(where: { $0.fits(Array(line.utf8)) })
            else { continue }
            (self.name, self.line) = (String(name), String(line))
            return
        }
        return nil
    }

    /// What a check is that could not be asked.
    var finding: Finding { .broken("the command is not there: \(name). \(line)") }

    /// `exec of "NAME" failed: No such file or directory` (ip-netns(8)), `Failed to find executable NAME: …` (systemd-run(1)).
    private static func whole(_ parts: [Substring]) -> Substring? {
        guard parts.count == 2, parts[1] == "No such file or directory" else { return nil }
        let said = parts[0]
        if said.hasPrefix("exec of \""), said.hasSuffix("\" failed") { return said.dropFirst(9).dropLast(8) }
        let executable = "Failed to find executable "
        return said.hasPrefix(executable) ? said.dropFirst(executable.count) : nil
    }

    /// `bash: line 1: NAME: command not found`, where bash may be called anything, as `environment` or `main` in a function;
    /// `bash: line 1: NAME: cannot execute: required file not found`, `sh: 1: NAME: not found`, `env: 'NAME': No such file or directory`,
    /// `timeout: failed to run command 'NAME': No such file or directory`. Whatever else the command names may have failed
    /// to execute something, too (flock(1), setpriv(1), prlimit(1)).
    private static func named(_ parts: [Substring], in command: String) -> Substring? {
        guard parts.count > 2, let starter = parts[0].split(separator: "/").last else { return nil }
        let said = parts[parts.count - 1]
        let subject = parts[parts.count - 2]
        let isStarter = starters.contains(starter) || isLine(parts[1])
        switch said {
        case "command not found", "not found": return isStarter ? subject : nil
        case "required file not found":
            return isStarter && parts.count > 3 && subject == "cannot execute" ? parts[parts.count - 3] : nil
        case "No such file or directory":
            let isAboutProgram = ["failed to ", "cannot run "].contains { subject.hasPrefix($0) }
            let isExecuted = subject.hasPrefix("failed to execute ") && command.contains(starter)
            guard
                parts.count == 3,
                isExecuted || isStarter && (isAboutProgram || ["env", "xargs", "nice"].contains(starter))
            else { return nil }
            let word = subject.split(separator: " ").last ?? subject
            let name = word.drop { "'‘\"".contains($0) }
            return Substring(String(name.reversed().drop { "'’\"".contains($0) }.reversed()))
        default: return nil
        }
    }

    /// `line 19`: so bash says where.
    private static func isLine(_ part: Substring) -> Bool {
        part.hasPrefix("line ") && part.dropFirst(5).allSatisfy(\.isWholeNumber)
    }
}
