import DocRunner
import Labs
import Steps

/// The reason why a command failed: a message for a person, and the exit code.
struct Failure: Error {
    /// The exit codes of labctl: 0 all hold, 1 a step fails, 2 a host is unreachable; 64 and 65 as in sysexits(3).
    enum Status: Int32 {
        case failed = 1
        case unreachable = 2
        case usage = 64
        case invalid = 65
    }

    /// The message: what is wrong, where, and what to do next. Lines after the first are indented.
    let message: String
    /// The exit code.
    let status: Status

    init(_ message: String, _ solutions: [String] = [], status: Status) {
        self.message = (["labctl: \(message)"] + solutions.map { "    " + $0 }).joined(separator: "\n")
        self.status = status
    }

    /// The failure for an error of one of the rooms; nil for errors of other libraries.
    init?(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as Diagnostics: self.init(error)
        case let error as UnknownStep: self.init("\(error)", status: .usage)
        case let error as Unreachable: self.init("\(error)", status: .unreachable)
        case let error as LabError: self.init("\(error)", status: .failed)
        case let error as JournalError: self.init("\(error)", status: .failed)
        default: return nil
        }
    }

    /// Diagnostics begin with their places, as editors like it, and end with what follows from them.
    private init(_ problems: Diagnostics) {
        let count = problems.list.count { $0.severity == .error }
        message = "\(problems)\n\(count == 1 ? "1 error" : "\(count) errors"); nothing was done"
        status = .invalid
    }
}
