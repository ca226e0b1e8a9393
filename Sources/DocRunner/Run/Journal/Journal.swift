import FoundationEssentials
import GRDB
import Labs

/// The record of the work in a lab: runs with their events, captured values, and the faults of drills.
///
/// It is kept in SQLite in the lab's state directory, in WAL mode, so that a killed labctl loses nothing that it
/// had written. The journal never decides whether a step holds: the hosts do.
public final class Journal: Sendable {
    private let database: DatabaseQueue
    let directory: String

    /// Opens or creates the journal in a directory.
    ///
    /// Throws `JournalError` where it cannot be opened or written: no permission, a full disk, a damaged file.
    public init(directory: String) throws(JournalError) {
        let path = Self.path(in: directory)
        self.directory = directory
        do {
            // Other users must not read the hosts' output. SQLite gives its other files the permissions of
            // the first.
            let folder = try PrivateFolder(directory)
            var configuration = Configuration()
            configuration.journalMode = .wal
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
            try folder.makePrivate(Self.fileName)
            database = try DatabaseQueue(path: path, configuration: configuration)
            // SQLite opens the file by its path, so check that it opened the same file that was examined
            // before.
            guard folder.isFile(Self.fileName, at: path) else {
                throw LabError("\(path) was exchanged just now")
            }
            try Self.schema.migrate(database)
        } catch { throw JournalError(path: path, reason: "\(error)") }
    }

    /// Whether there is one in a directory.
    public static func exists(in directory: String) -> Bool {
        FileManager.default.fileExists(atPath: path(in: directory))
    }

    private static func path(in directory: String) -> String { directory + "/" + fileName }
    private static let fileName = "journal.sqlite"

    /// Where captured secrets are kept.
    var secretCaptures: SecretFiles { SecretFiles(.captured, in: directory) }

    private static var schema: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE run (id INTEGER PRIMARY KEY, header TEXT NOT NULL, started REAL NOT NULL,
                        finished REAL, exit INTEGER);
                    CREATE TABLE event (run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
                        seq INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (run, seq)) WITHOUT ROWID;
                    CREATE TABLE capture (name TEXT PRIMARY KEY, value TEXT NOT NULL);
                    CREATE TABLE broken (host TEXT PRIMARY KEY, step TEXT NOT NULL, since REAL NOT NULL);
                    """)
        }
        migrator.registerDrills()
        migrator.registerMigration("mutations of selftests") { try $0.execute(sql: mutationTable) }
        migrator.registerMigration("numbers of ledgers") { try $0.execute(sql: ledgerTable) }
        migrator.registerMigration("sources of captures") { try $0.execute(sql: sourceTable) }
        return migrator
    }

    func write<T: Sendable>(_ change: @Sendable (Database) throws -> T) throws(JournalError) -> T {
        do { return try database.write(change) } catch {
            throw JournalError(path: database.path, reason: "\(error)")
        }
    }

    func read<T: Sendable>(_ query: @Sendable (Database) throws -> T) throws(JournalError) -> T {
        do { return try database.read(query) } catch {
            throw JournalError(path: database.path, reason: "\(error)")
        }
    }
}

/// The journal cannot be opened, read or written.
public struct JournalError: Error, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// What SQLite says.
    public let reason: String

    /// For a person, with what to do next.
    public var description: String {
        """
        the journal \(path) cannot be used: \(reason)
            Is the disk full (df -h), or does the file belong to somebody else (ls -l)? A damaged journal can be
            moved away: the next run asks the hosts and goes on.
        """
    }
}
