public import Steps

/// The way to one host: all that the runner asks of SSH, of the local shell, or of a test's script.
public protocol Transport: Sendable {
    /// Carries requests that do not depend on each other, in few round trips; the responses come in their order.
    func ask(_ requests: [Request]) async throws(Unreachable) -> [Response]

    /// Carries out a script; `output` receives raw bytes as they arrive.
    func run(_ request: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
        async throws(Unreachable) -> Response

    /// Writes a file, whole or not at all.
    func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Response

    /// Ends the connection.
    func close() async
}

/// A script with its user and its time limit.
public struct Request: Sendable {
    /// The script.
    public var script: Script
    /// The user, by sudo; nil is the one who logged in.
    public var user: String?
    /// How long it may take; past it the remote process is ended.
    public var timeout: Duration
    /// The same once another request that was asked with it over SSH has waited in vain; nil makes no difference.
    public var hurriedTimeout: Duration?
    /// Whether one that was asked before has, so that this is so from the beginning.
    public var isHurried = false
    /// Whether labctl wrote the script itself, from quoted values alone: such a one needs nobody's consent on this computer.
    public private(set) var isOwn = false

    /// A script to be carried out.
    public init(_ script: Script, user: String?, timeout: Duration, hurriedTimeout: Duration? = nil) {
        self.script = script
        self.user = user
        self.timeout = timeout
        self.hurriedTimeout = hurriedTimeout
    }

    /// A script that labctl wrote itself for this computer.
    init(ownScript script: Script, timeout: Duration) {
        self.init(script, user: nil, timeout: timeout)
        isOwn = true
    }
}

/// What came of a request: the reply of the host, and whether it was cut short.
public struct Response: Sendable, Hashable {
    /// Why it ended otherwise than by itself; nil where it did: "it ran longer than 60 s and was ended".
    public var cutShort: String?
    /// Whether its time was over before it ended.
    public var isLate = false
    /// Whether it had less than its own time, since another had waited in vain: then it tells nothing.
    public var wasHurried = false
    /// Its exit status and outputs, cleaned and bounded.
    public var reply: Reply

    /// A response.
    public init(_ reply: Reply, cutShort: String? = nil) {
        self.reply = reply
        self.cutShort = cutShort
    }

    /// Bytes kept of each stream: more than a check reads of its requests' answers.
    static let kept = 512 << 10

    /// The status of what never began, because something of this computer could not be read; no host answers so.
    static let nothingSent = -2

    /// Whether it ended by itself with status 0.
    public var succeeded: Bool { cutShort == nil && reply.status == 0 }
}

/// A host cannot be reached, would not let us in, or was lost in the middle.
public struct Unreachable: Error, Sendable, Hashable, CustomStringConvertible {
    /// The host's name.
    public var host: String
    /// The error and what to do next, for a person.
    public var message: String
    /// Whether the connection stood and was lost, so that trying again makes sense.
    public var wasConnected: Bool
    /// Whether it stays so however often it is tried.
    public var isFinal = false

    /// A failure to reach a host.
    public init(host: String, message: String, wasConnected: Bool = false) {
        self.host = host
        self.message = message
        self.wasConnected = wasConnected
    }

    /// The host and the message.
    public var description: String { "\(host): \(message)" }
}
