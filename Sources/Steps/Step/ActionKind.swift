/// A kind of step that removes what differs on a host.
public protocol ActionKind: AskingKind {
    /// What to do on a host where the probe found `finding` (nil: there was no probe).
    func commands(on host: Host, after finding: Finding?) -> [Command]

    /// The files on a host that it writes: what a handout lists and an index of files names.
    var paths: [String] { get }

    /// The text that it writes to its only path, where it is known before anything runs: what lint looks for names in.
    var writtenText: String? { get }

    /// The units that it starts, with the files that it starts them anew for; nil where it starts none.
    var unitFiles: UnitFiles? { get }

    /// What a person would type instead, where the block's text does not say it; nil where no few commands would do.
    var commandsByHand: String? { get }
}

extension ActionKind {
    /// An action.
    public static var nature: KindNature { .action }
    /// An action.
    public var nature: StepNature { .action(self) }
    /// Most kinds write no file.
    public var paths: [String] { [] }
    /// Most kinds write no text.
    public var writtenText: String? { nil }
    /// Most kinds start no unit.
    public var unitFiles: UnitFiles? { nil }
    /// The text of most kinds says what to do.
    public var commandsByHand: String? { nil }
}
