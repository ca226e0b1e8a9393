/// Something that a drill breaks on a host, as data: it touches nothing itself. One file a fault, one line in
/// `Faults.all`.
public protocol Fault: Sendable {
    /// Its name and its fields; the reference page is made from it.
    static var documentation: FaultDocumentation { get }

    /// Reads the field of its name and its options; problems are recorded in `fields`.
    init(from fields: inout Fields)

    /// The action, for the timeline: "kube-scheduler stopped".
    var title: String { get }

    /// The hosts that it parts the broken host from; nil where it is about the host alone.
    var peers: Selector? { get }

    /// Whether the fault can be made on a host at all: status 0, or the reason on standard error.
    ///
    /// It runs before anything is broken and changes nothing; nil if no state of the host can prevent the
    /// fault.
    func question(on host: Host) -> Script?

    /// What breaks the host, in this order.
    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction]

    /// What heals it, in this order; may be carried out twice, and on a host that is not broken.
    func healing(_ host: Host) -> [FaultAction]

    /// What to look at on the broken host where clients were not served again.
    var collectors: [Collector] { get }
}

extension Fault {
    /// Most faults are about the host alone.
    public var peers: Selector? { nil }
    /// Disks and clock, which are looked at always, tell enough of many faults.
    public var collectors: [Collector] { [] }
    /// Many faults can be made everywhere.
    public func question(on host: Host) -> Script? { nil }
    /// Its name, as authors write it.
    static var name: String { documentation.name }
}

/// What a fault says of itself.
public struct FaultDocumentation: Sendable {
    /// Its name: the word after `break:`, or the field that opens the mapping there.
    public let name: String
    /// What stands behind the name; empty where it is a word alone.
    public let form: String
    /// What the fault breaks, as a sentence without a full stop.
    public let breaks: String
    /// What heals it, likewise.
    public let heals: String
    /// The fields that may follow it.
    public let options: [KindDocumentation.Field]
    /// A line of YAML that decodes without a problem in the Celtic lab.
    public let example: String

    init(
        _ name: String, _ form: String = "", breaks: String, heals: String,
        options: [KindDocumentation.Field] = [], example: String
    ) {
        self.name = name
        self.form = form
        self.breaks = breaks
        self.heals = heals
        self.options = options
        self.example = example
    }
}
