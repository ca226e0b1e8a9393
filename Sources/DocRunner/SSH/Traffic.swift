import CSSH2

/// What the server of one session may send us and make us hold: its budgets, and how much of them is left.
///
/// Every byte is counted before libssh2 sees it (shim.h). A turn is short, so one thread can serve all hosts,
/// whatever one of them sends. Unrequested bytes have an allowance. A server that uses it up counts as a
/// flood, and its connection is closed.
struct Traffic: ~Copyable {
    /// Bytes that one session reads before the other sessions get their turn.
    private static let turn = 32 << 10

    /// Bytes that a server may send until its key is verified, and again until we are logged in. OpenSSH needs some 4 KiB.
    static let beforeLogin = 256 << 10

    /// Unrequested bytes that it may send afterwards at once, and how many more in each second: keepalives,
    /// new keys.
    static let reserve = 1 << 20
    private static let refill = 64 << 10

    /// How many received bytes each useful byte allows: a useful byte in its own packet needs about a hundred
    /// others (RFC 4253, section 6).
    private static let worth = 128

    /// Bytes and pieces of memory that a session may hold. Ten channels with full windows hold five MiB.
    private static let mostHeld = 8 << 20
    private static let mostPieces = 4000

    /// How long the others have their turn after one that was used up by what nobody wants: three MiB a second may come.
    static let pause = Duration.milliseconds(10)

    /// The counters that libssh2's callbacks update.
    let counters: UnsafeMutablePointer<cssh2_traffic>
    private var limit = beforeLogin
    private var lastRefill = ContinuousClock.now
    /// Bytes of this turn that somebody wanted.
    private var wanted = 0

    init() {
        counters = .allocate(capacity: 1)
        counters.initialize(to: cssh2_traffic())
        counters.pointee.turn = Self.turn
        counters.pointee.allowance = Self.beforeLogin
        counters.pointee.most_held = Self.mostHeld
        counters.pointee.most_pieces = Self.mostPieces
    }

    deinit { counters.deallocate() }

    /// How many bytes have come in.
    var received: Int { counters.pointee.received }

    /// The last error number of the socket; 0 is none.
    var error: Int32 { counters.pointee.error }

    /// No more will come: the server has closed the connection, or it was cut.
    var isOver: Bool {
        let counters = counters.pointee
        return counters.is_at_end != 0 || counters.is_flood != 0 || counters.error != 0
    }

    /// The bytes that the server sent beyond its allowance, or that it made us store; nil if it stayed within
    /// both limits.
    var flood: Int? {
        guard counters.pointee.is_flood != 0 else { return nil }
        return counters.pointee.allowance == 0 ? limit : counters.pointee.held
    }

    /// The other sessions have had their turn; this one may read again.
    mutating func beginTurn() {
        counters.pointee.turn = Self.turn
        wanted = 0
        guard limit == Self.reserve else { return }
        let now = ContinuousClock.now
        let bytes = Int((now - lastRefill) / .seconds(1) * Double(Self.refill))
        guard bytes > 0 else { return }
        lastRefill = now
        add(bytes)
    }

    /// The server's key is verified; its budget starts again.
    mutating func trustKey() { counters.pointee.allowance = limit }

    /// We are logged in.
    mutating func trustServer() {
        limit = Self.reserve
        counters.pointee.allowance = limit
        lastRefill = .now
    }

    /// Counts useful bytes that we have read or written.
    mutating func count(useful bytes: Int) {
        wanted += bytes
        add(bytes * Self.worth)
    }

    /// Nobody wanted these, after all: a command that is being ended still prints.
    mutating func count(wasted bytes: Int) { wanted -= bytes }

    /// The turn was used up, and more than half of it by what nobody wants.
    var isWasteful: Bool { counters.pointee.turn == 0 && wanted < Self.turn / 2 }

    /// Nothing is read any more, whatever comes.
    func close() { counters.pointee.is_closed = 1 }

    private func add(_ bytes: Int) {
        counters.pointee.allowance = min(limit, counters.pointee.allowance + bytes)
    }
}
