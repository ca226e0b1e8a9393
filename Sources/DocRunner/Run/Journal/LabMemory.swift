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
    public func keep(_ value: Value, as name: String) throws(JournalError) {
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

    /// Deletes all captured values and all records of faults: the lab's hosts are fresh.
    public func forgetLab() throws(JournalError) {
        secretCaptures.forgetAll()
        SecretFiles(.healing, in: directory).forgetAll()
        try write { try $0.execute(sql: "DELETE FROM capture; DELETE FROM drill; DELETE FROM mutation") }
    }
}
