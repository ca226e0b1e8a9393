import Steps

/// Which writes of a drill's ledger were acknowledged.
struct LedgerBook: Sendable {
    private(set) var acknowledged: [Int: Duration] = [:]
    private(set) var refused = 0
    /// The number of the next write.
    private(set) var next: Int

    /// A book whose numbers no earlier drill has written.
    init(from first: Int) { next = first }

    /// A number for the next write.
    mutating func number() -> Int {
        defer { next += 1 }
        return next
    }

    /// Takes what came of a write that was begun at a time, counted from the fault.
    mutating func add(_ number: Int, isAcknowledged: Bool, at time: Duration) {
        if isAcknowledged { acknowledged[number] = time } else { refused += 1 }
    }

    /// The acknowledged numbers that are not among those read back, in order.
    func lost(in numbers: Set<Int>) -> [Int] { acknowledged.keys.filter { !numbers.contains($0) }.sorted() }

    /// How many writes there were of each sort.
    var sentence: String { "\(acknowledged.count) writes acknowledged, \(refused) refused" }

    /// What became of the lost ones: which, and when they were acknowledged.
    func sentence(lost: [Int]) -> String {
        guard !lost.isEmpty else { return "\(sentence), none lost" }
        let named = lost.prefix(5).map { "\($0) (written at +\((acknowledged[$0] ?? .zero).short))" }
        return
            "\(sentence), \(lost.count) LOST: \(named.joined(separator: ", "))\(lost.count > 5 ? ", …" : "")"
    }
}
