import FoundationEssentials
import GRDB
import Labs
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

/// A drill that has begun to break something, and that is not known to be healed.
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

    /// A message for a user who does not heal it now.
    public var notice: String {
        "drill `\(step)` is under way or was cut short, and \(hostNames) may be broken by it; `labctl lab heal` mends "
            + "that, and so does the next `labctl run`"
    }

    /// All that heals each host, in its order.
    public var healsByHost: [HostHeal] {
        (heals + remedies).reduce(into: []) { all, heal in
            if let known = all.firstIndex(where: { $0.host == heal.host }) {
                all[known].actions += heal.actions
            } else {
                all.append(heal)
            }
        }
    }

    /// The names of its hosts, separated by commas.
    public var hostNames: String { healsByHost.map(\.host).joined(separator: ", ") }
}

extension Journal {
    /// Records, before a fault is made, how to heal it. If this contains a secret, it goes into a separate
    /// file, so that the journal can be shown to others.
    func remember(_ drill: UnhealedDrill, holdsSecret: Bool = false) throws(JournalError) {
        var told = drill
        secretHeals.forget(drill.step)
        if holdsSecret {
            do { try secretHeals.keep(try Self.json([drill.heals, drill.remedies]), as: drill.step) } catch {
                throw JournalError(path: directory, reason: "\(error)")
            }
            told.heals = drill.healsByHost.map { HostHeal(host: $0.host, actions: []) }
            told.remedies = []
        }
        try write { [told] database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO drill (step, since, heals, remedies) VALUES (?, ?, ?, ?)",
                arguments: [told.step, told.since, try Self.json(told.heals), try Self.json(told.remedies)])
        }
    }

    private var secretHeals: SecretFiles { SecretFiles(.healing, in: directory) }

    /// Forgets a drill that is healed.
    func forget(drill step: String) throws(JournalError) {
        try write { try $0.execute(sql: "DELETE FROM drill WHERE step = ?", arguments: [step]) }
        secretHeals.forget(step)
    }

    /// Deletes the records about these hosts: they are fresh.
    public func forgetHeals(of hosts: [String]) throws(JournalError) {
        for var drill in try unhealedDrills() {
            drill.heals.removeAll { hosts.contains($0.host) }
            drill.remedies.removeAll { hosts.contains($0.host) }
            if drill.heals.isEmpty && drill.remedies.isEmpty {
                try forget(drill: drill.step)
            } else {
                try remember(drill, holdsSecret: secretHeals[drill.step] != nil)
            }
        }
    }

    /// The faults of drills that were not healed, because labctl was killed or the heal failed.
    public func unhealedDrills() throws(JournalError) -> [UnhealedDrill] {
        let secrets = secretHeals
        return try read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM drill ORDER BY since").map { row in
                var drill = UnhealedDrill(
                    step: row["step"], since: row["since"], heals: try Self.heals(row["heals"]),
                    remedies: try Self.heals(row["remedies"]))
                if let text = secrets[drill.step] {
                    let all = try JSONDecoder().decode([[HostHeal]].self, from: Data(text.utf8))
                    (drill.heals, drill.remedies) = (all.first ?? [], all.last ?? [])
                }
                return drill
            }
        }
    }

    private static func json(_ heals: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(heals), as: UTF8.self)
    }

    private static func heals(_ json: String) throws -> [HostHeal] {
        try JSONDecoder().decode([HostHeal].self, from: Data(json.utf8))
    }
}

extension DatabaseMigrator {
    /// A drill with everything that heals it, for hosts that are known to be without power.
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
