import FoundationEssentials
import GRDB
public import Steps

/// What heals one host.
public struct HostHeal: Sendable, Hashable, Codable {
    /// The host's name.
    public var host: String
    /// What heals it, in this order.
    public var actions: [FaultAction]

    /// What heals a host.
    public init(host: String, actions: [FaultAction]) {
        self.host = host
        self.actions = actions
    }
}

/// A drill that began to break something, and of which nobody knows that it was healed.
public struct UnhealedDrill: Sendable, Hashable {
    /// The drill's step id.
    public var step: String
    /// When it began, in seconds since 1970-01-01 UTC.
    public var since: Double
    /// What heals the fault on each broken host.
    public var heals: [HostHeal]
    /// The author's own commands that heal, after that and in this order.
    public var remedies: [HostHeal]

    /// A drill that was begun.
    public init(step: String, since: Double, heals: [HostHeal], remedies: [HostHeal] = []) {
        self.step = step
        self.since = since
        self.heals = heals
        self.remedies = remedies
    }

    /// What a person should know of it who does not heal it now.
    public var notice: String {
        "drill `\(step)` is under way or was cut short, and \(hostNames) may be broken by it; `labctl lab heal` mends "
            + "that, and so does the next `labctl run`"
    }

    /// The names of its hosts, parted by commas.
    public var hostNames: String {
        var names: [String] = []
        for heal in heals + remedies where !names.contains(heal.host) { names.append(heal.host) }
        return names.joined(separator: ", ")
    }
}

extension Journal {
    /// Remembers, before a fault is made, what will have to be healed, and how.
    func remember(_ drill: UnhealedDrill) throws(JournalError) {
        try write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO drill (step, since, heals, remedies) VALUES (?, ?, ?, ?)",
                arguments: [
                    drill.step, drill.since, try Self.json(drill.heals), try Self.json(drill.remedies),
                ])
        }
    }

    /// Forgets a drill that is healed.
    func forget(drill step: String) throws(JournalError) {
        try write { try $0.execute(sql: "DELETE FROM drill WHERE step = ?", arguments: [step]) }
    }

    /// Forgets what would heal these hosts: they are as new.
    public func forgetHeals(of hosts: [String]) throws(JournalError) {
        for var drill in try unhealedDrills() {
            drill.heals.removeAll { hosts.contains($0.host) }
            drill.remedies.removeAll { hosts.contains($0.host) }
            if drill.heals.isEmpty && drill.remedies.isEmpty {
                try forget(drill: drill.step)
            } else {
                try remember(drill)
            }
        }
    }

    /// What drills have broken and nobody has healed, because labctl was killed in between or could not.
    public func unhealedDrills() throws(JournalError) -> [UnhealedDrill] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM drill ORDER BY since").map { row in
                UnhealedDrill(
                    step: row["step"], since: row["since"], heals: try Self.heals(row["heals"]),
                    remedies: try Self.heals(row["remedies"]))
            }
        }
    }

    private static func json(_ heals: [HostHeal]) throws -> String {
        String(decoding: try JSONEncoder().encode(heals), as: UTF8.self)
    }

    private static func heals(_ json: String) throws -> [HostHeal] {
        try JSONDecoder().decode([HostHeal].self, from: Data(json.utf8))
    }
}

extension DatabaseMigrator {
    /// A drill with all that heals it, in the place of hosts that are known to be without power.
    mutating func registerDrills() {
        registerMigration("drills") { database in
            try database.execute(
                sql: """
                    CREATE TABLE drill (step TEXT PRIMARY KEY, since REAL NOT NULL, heals TEXT NOT NULL,
                        remedies TEXT NOT NULL);
                    INSERT INTO drill SELECT step, min(since), '['
                        || group_concat('{"host": "' || host || '", "actions": [{"power": "on"}]}') || ']', '[]'
                        FROM broken GROUP BY step;
                    DROP TABLE broken;
                    """)
        }
    }
}
