import GRDB

// The numbers that drills have written into ledgers, so that no drill writes one a second time.
extension Journal {
    /// The greatest number: what a signed column of 32 bits holds (SQL's INTEGER).
    static let greatestNumber = Int(Int32.max)
    /// Numbers that a drill may use up: at a hundred writes a second nearly three hours.
    private static let reserve = 1 << 20

    static let ledgerTable = "CREATE TABLE ledger (next INTEGER NOT NULL)"

    /// The first number of a drill; it reserves the numbers after it. A labctl that is killed has used up the
    /// whole range.
    ///
    /// A new journal begins at a random number, because the hosts may still have entries of another journal.
    func reserveNumbers() throws(JournalError) -> Int {
        let start = Int.random(in: 1...Self.greatestNumber / 2)
        return try write { database in
            var first = try Int.fetchOne(database, sql: "SELECT next FROM ledger") ?? start
            if first > Self.greatestNumber - Self.reserve { first = 1 }
            try Self.keep(next: first + Self.reserve, in: database)
            return first
        }
    }

    /// The next drill begins with this number.
    func releaseNumbers(from next: Int) throws(JournalError) {
        try write { try Self.keep(next: next, in: $0) }
    }

    private static func keep(next: Int, in database: Database) throws {
        try database.execute(sql: "DELETE FROM ledger")
        try database.execute(sql: "INSERT INTO ledger (next) VALUES (?)", arguments: [next])
    }
}
