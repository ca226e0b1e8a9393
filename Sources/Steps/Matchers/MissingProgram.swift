/// A program that a command names and that is not there, as whoever was to start it says.
///
/// The exit status tells that only of the last command. In a pipe, in the background or under `timeout` nothing but these
/// words are left, and a pattern `...` takes them like any others.
struct MissingProgram {
    /// The program.
    let name: String
    /// What was said.
    let line: String

    /// Shells and programs that start others, and say so where they cannot. `environment` is bash in a function that came
    /// with `-c`.
    private static let starters: Set<Substring> = [
        "bash", "environment", "sh", "dash", "env", "timeout", "sudo", "nohup", "nice", "ionice", "setsid",
        "stdbuf", "chroot", "chrt",
        "taskset", "xargs", "time", "watch", "runuser", "unshare", "nsenter",
    ]

    /// Looks for the words in what a command printed; nil where each program that it names was there.
    init?(in output: String, of command: String) {
        for line in output.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ": ").map { $0.trimmingSpaces }
            guard parts.count > 1, let starter = parts[0].split(separator: "/").last,
                Self.starters.contains(starter),
                let name = Self.name(parts, starter), !name.isEmpty, command.contains(name)
            else { continue }
            (self.name, self.line) = (String(name), String(line))
            return
        }
        return nil
    }

    /// What a check is that could not be asked.
    var finding: Finding { .broken("the command is not there: \(name). \(line)") }

    /// `bash: line 1: NAME: command not found`, `sh: 1: NAME: not found`, `env: 'NAME': No such file or directory`,
    /// `timeout: failed to run command 'NAME': No such file or directory`.
    private static func name(_ parts: [Substring], _ starter: Substring) -> Substring? {
        let said = parts[parts.count - 1]
        let subject = parts[parts.count - 2]
        switch said {
        case "command not found", "not found": return parts.count > 2 ? subject : nil
        case "No such file or directory":
            let isAboutProgram = ["failed to ", "cannot run "].contains { subject.hasPrefix($0) }
            guard parts.count == 3, isAboutProgram || ["env", "xargs", "nice"].contains(starter) else {
                return nil
            }
            let word = subject.split(separator: " ").last ?? subject
            let name = word.drop { "'‘\"".contains($0) }
            return Substring(String(name.reversed().drop { "'’\"".contains($0) }.reversed()))
        default: return nil
        }
    }
}
