/// How many sessions a host allows in one connection. labctl can learn this only from refusals.
///
/// It may allow fewer than is usual (sshd_config(5), "MaxSessions"), or still count one that we have closed:
/// sshd counts a session until its process is gone. So after a refusal labctl pauses. If no session was
/// closed just before, it keeps one place from then on for ending other commands.
struct SessionRoom {
    /// Ten sessions are usual. Six may work, two wait for what earlier commands left running in them, and two are for
    /// ending others' commands.
    static let mostRetired = 2
    static let mostEnding = 2
    private(set) var mostWorking = 6

    /// How long a host may count a session that is closed.
    private let lingering: Duration

    private var backoff = Backoff()
    private var countAtRefusal = 0
    private var lastGone: ContinuousClock.Instant?

    /// The usual room, of a host that keeps to these limits.
    init(limits: SSHLimits) { lingering = limits.lingering }

    /// How many shells there may be in all.
    var mostShells: Int { mostWorking + Self.mostRetired + Self.mostEnding }

    /// The host refused a session a moment ago; it is too early to ask again.
    var isRefused: Bool { backoff.end != nil }

    /// When it may be asked again; nil where it may be now.
    var nextTry: ContinuousClock.Instant? { backoff.end }

    /// It has been asked for some seconds already.
    var isExhausted: Bool { backoff.isExhausted }

    /// Whether a place came free since the refusal, where there are so many shells now.
    func hasMadeWay(for count: Int) -> Bool { isRefused && count < countAtRefusal }

    /// Ends a pause that is over; the next one is longer all the same.
    mutating func look() { backoff.look() }

    /// The host had no room for one more than so many shells.
    mutating func refuse(atMost count: Int) {
        countAtRefusal = count
        if lastGone.map({ .now - $0 > lingering }) ?? true {
            mostWorking = max(1, min(mostWorking, count - 1))
        }
        backoff.begin()
    }

    /// The host accepted a session, or no job waits for one.
    mutating func relax() { backoff = Backoff() }

    /// A session is closed.
    mutating func noteGone() { lastGone = .now }
}
