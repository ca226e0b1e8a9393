public import Steps

/// The switches of a lab's machines: their power, and the link of each to the network.
public protocol Power: Sendable {
    /// Why an action cannot be done to a host, for a person; nil where it can. Asked before anything is broken.
    func refusal(of action: FaultAction, on host: Host) -> String?
    /// How an action is done to a host, in words: "the link first, then the machine".
    func words(for action: FaultAction, on host: Host) -> String
    /// How long a machine may take from its power to its first answer.
    var patience: Duration { get }

    /// Cuts a machine off: its link first where it has a switch, so that nobody is told.
    func powerOff(_ host: Host) async throws
    /// Switches a machine on; answers as soon as it boots. One that is on already is as wished.
    func powerOn(_ host: Host) async throws
    /// Puts a machine's network cable in, or takes it out.
    func setLink(of host: Host, up: Bool) async throws
}

extension Power {
    /// Machines that labctl made can do all.
    public func refusal(of action: FaultAction, on host: Host) -> String? { nil }
    /// As labctl's own machines do it.
    public func words(for action: FaultAction, on host: Host) -> String {
        action == .power(on: false) ? "the link first, then the machine" : ""
    }
    /// A minute.
    public var patience: Duration { .seconds(60) }
}
