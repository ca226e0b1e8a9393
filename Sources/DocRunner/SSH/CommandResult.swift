/// The result of a command that ran. A non-zero exit status is a value, not an error.
public struct CommandResult: Sendable, Hashable {
    /// Why a command came to its end.
    public enum Ending: Sendable, Hashable {
        /// By itself.
        case exited
        /// Its process group was ended because it ran longer than this.
        case timedOut(Duration)
        /// Its process group was ended because it had printed more than this many bytes.
        case flooded(Int)
        /// Its process group was ended because the task that waited for it was cancelled.
        case cancelled
    }

    /// The exit status as the shell gives it: 0 to 255, and 128 + n for a death by signal n.
    public var exitStatus: Int
    /// Why it came to its end; unless it `exited`, the status is that of being killed.
    public var ending: Ending
    /// What it printed on standard output, within the limits.
    public var stdout: CapturedOutput
    /// What it printed on standard error, within the limits.
    public var stderr: CapturedOutput
    /// From its beginning on the host to its end, as seen from here.
    public var duration: Duration

    /// Puts a result together; tests of other rooms use it.
    public init(
        exitStatus: Int, ending: Ending = .exited, stdout: CapturedOutput = CapturedOutput(),
        stderr: CapturedOutput = CapturedOutput(), duration: Duration = .zero
    ) {
        self.exitStatus = exitStatus
        self.ending = ending
        self.stdout = stdout
        self.stderr = stderr
        self.duration = duration
    }

    /// It came to its end by itself, with exit status 0.
    public var succeeded: Bool { ending == .exited && exitStatus == 0 }

    /// The signal that an exit status above 128 means, by the shell's convention (bash(1), "EXIT STATUS").
    public var signal: Int? { (129...192).contains(exitStatus) ? exitStatus - 128 : nil }
}
