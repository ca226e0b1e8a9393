import FoundationEssentials
import GRDB
import Labs
public import Steps

extension Journal {
    /// The values that steps captured, by name.
    public func captures() throws(JournalError) -> [String: Value] {
        try plainCaptures().merging(secretCaptures.all.mapValues { .secret($0) }) { $1 }
    }

    private func plainCaptures() throws(JournalError) -> [String: Value] {
        try read { database in
            let rows = try Row.fetchAll(database, sql: "SELECT name, value FROM capture")
            return try rows.reduce(into: [:]) { captures, row in
                let json: String = row["value"]
                captures[row["name"]] = try JSONDecoder().decode(Value.self, from: Data(json.utf8))
            }
        }
    }

    /// Keeps a captured value under its name: a secret in a file of its own, so that the journal can be shown to others.
    /// It is forgotten when the host that printed it is made anew.
    public func keep(_ value: Value, as name: String, from host: Host) throws(JournalError) {
        try write {
            try $0.execute(
                sql: "INSERT OR REPLACE INTO source (capture, host) VALUES (?, ?)",
                arguments: [name, host.name])
        }
        guard case .secret(let text) = value else {
            secretCaptures.forget(name)
            return try keepPlain(value, as: name)
        }
        try write { try $0.execute(sql: "DELETE FROM capture WHERE name = ?", arguments: [name]) }
        do { try secretCaptures.keep(text, as: name) } catch {
            throw JournalError(path: directory, reason: "\(error)")
        }
    }

    private func keepPlain(_ value: Value, as name: String) throws(JournalError) {
        try write { database in
            let json = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
            try database.execute(
                sql: "INSERT OR REPLACE INTO capture (name, value) VALUES (?, ?)", arguments: [name, json])
        }
    }

    /// Forgets the values that hosts printed which are as new or in an earlier state, and those of which nobody wrote
    /// down who printed them.
    public func forgetCaptures(from hosts: [Host]) throws(JournalError) {
        let names = Set(hosts.map(\.name))
        let sources = try read { database in
            let rows = try Row.fetchAll(database, sql: "SELECT capture, host FROM source")
            return Dictionary(rows.map { ($0["capture"] as String, $0["host"] as String) }) { $1 }
        }
        for name in try captures().keys where sources[name].map(names.contains) ?? true {
            secretCaptures.forget(name)
            try write { try $0.execute(sql: "DELETE FROM capture WHERE name = ?", arguments: [name]) }
        }
    }

    /// The table of the hosts that printed captured values.
    static let sourceTable = "CREATE TABLE source (capture TEXT PRIMARY KEY, host TEXT NOT NULL)"

    /// Forgets all captured values and all that is broken: the lab's hosts are fresh.
    public func forgetLab() throws(JournalError) {
        secretCaptures.forgetAll()
        SecretFiles(.healing, in: directory).forgetAll()
        try write {
            try $0.execute(
                sql: "DELETE FROM capture; DELETE FROM source; DELETE FROM drill; DELETE FROM mutation")
        }
    }
}
