import GRDB
public import Steps

/// A mutation that a selftest has made and not yet undone.
public struct OpenMutation: Sendable, Hashable {
    /// The host's name.
    public var host: String
    /// The step's id.
    public var step: String
    /// What is broken.
    public var title: String
    /// What undoes it; nil where only a snapshot does.
    public var undoing: Script?
}

extension Journal {
    static let mutationTable = """
        CREATE TABLE mutation (host TEXT NOT NULL, step TEXT NOT NULL, title TEXT NOT NULL, undoing TEXT)
        """

    /// Records a mutation before it is made, so that it can be undone later.
    func remember(_ mutation: OpenMutation) throws(JournalError) {
        try write {
            try $0.execute(
                sql: "INSERT INTO mutation (host, step, title, undoing) VALUES (?, ?, ?, ?)",
                arguments: [mutation.host, mutation.step, mutation.title, mutation.undoing?.text])
        }
    }

    /// Forgets what a selftest broke on hosts; on all where none is named.
    public func forgetMutations(on hosts: [Host] = []) throws(JournalError) {
        try write { database in
            if hosts.isEmpty { try database.execute(sql: "DELETE FROM mutation") }
            for host in hosts {
                try database.execute(sql: "DELETE FROM mutation WHERE host = ?", arguments: [host.name])
            }
        }
    }

    /// Forgets a mutation that is undone.
    func forget(_ mutation: OpenMutation) throws(JournalError) {
        try write {
            try $0.execute(
                sql: "DELETE FROM mutation WHERE host = ? AND step = ? AND title = ?",
                arguments: [mutation.host, mutation.step, mutation.title])
        }
    }

    /// The mutations of a selftest that were not undone, because labctl was killed.
    public func openMutations() throws(JournalError) -> [OpenMutation] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM mutation").map { row in
                OpenMutation(
                    host: row["host"], step: row["step"], title: row["title"],
                    undoing: (row["undoing"] as String?).map { Script($0) })
            }
        }
    }
}
