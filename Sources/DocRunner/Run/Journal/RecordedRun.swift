import FoundationEssentials
import GRDB

/// One run that the journal knows.
public struct RecordedRun: Sendable {
    /// Its number, counted from 1 in each lab.
    public var id: Int64
    /// What it was about.
    public var header: RunHeader
    /// When it began, in seconds since 1970-01-01 UTC.
    public var started: Double
    /// When it ended; nil where labctl was killed or still runs.
    public var finished: Double?
    /// Its exit code; nil where it has not ended.
    public var exitCode: Int32?
}

extension Journal {
    /// Begins a run and answers its number.
    public func begin(_ header: RunHeader, at time: Double) throws(JournalError) -> Int64 {
        try write { database in
            try database.execute(
                sql: "INSERT INTO run (header, started) VALUES (?, ?)",
                arguments: [try Self.text(header), time])
            return database.lastInsertedRowID
        }
    }

    /// Writes events of a run, the first of them numbered `first`, in one transaction.
    func append(_ events: [Event], from first: Int, to run: Int64) throws(JournalError) {
        try write { database in
            for (offset, event) in events.enumerated() {
                try database.execute(
                    sql: "INSERT INTO event (run, seq, json) VALUES (?, ?, ?)",
                    arguments: [run, first + offset, try Self.text(event)])
                if case .runFinished(let summary) = event.what {
                    try database.execute(
                        sql: "UPDATE run SET finished = ?, exit = ? WHERE id = ?",
                        arguments: [event.time, summary.exitCode, run])
                }
            }
        }
    }

    /// The runs, newest first.
    public func runs(limit: Int = 50) throws(JournalError) -> [RecordedRun] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY id DESC LIMIT ?", arguments: [limit])
                .map {
                    RecordedRun(
                        id: $0["id"], header: try Self.value($0["header"]), started: $0["started"],
                        finished: $0["finished"], exitCode: $0["exit"])
                }
        }
    }

    /// The events of a run in their order; empty where there is no such run.
    public func events(of run: Int64) throws(JournalError) -> [Event] {
        try read { database in
            try String.fetchAll(
                database, sql: "SELECT json FROM event WHERE run = ? ORDER BY seq", arguments: [run]
            ).map { try Self.value($0) }
        }
    }

    private static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    private static func value<T: Decodable>(_ text: String) throws -> T {
        try ImportedJSON.decode(from: text)
    }
}
