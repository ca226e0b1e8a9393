import Foundation
import Testing

/// The rooms of the project, and how their folders point.
enum House {
    /// A room whose folders are in order: a file names only types of its own folder and of those before it.
    struct Room: Sendable, CustomTestStringConvertible {
        /// Its folder below `Sources`.
        let name: String
        /// Its folders from the lowest up; `""` are the files beside the folders.
        let order: [String]

        init(_ name: String, _ order: [String]) { (self.name, self.order) = (name, order) }

        var testDescription: String { name }

        /// Its files.
        var files: [SourceFile] { get throws { try House.files(of: name) } }
    }

    /// Every room that has folders, but for two. In `Labs`, a lab, its file and its providers name each other. In `Steps`, a
    /// kind is everything at once: templates, drills and matchers name `StepKind`'s types, and it names theirs.
    static let ordered = [
        Room("DocRunner/Chapters", ["Reading", "Chapter", "Lint"]),
        Room(
            "DocRunner/Run",
            [
                "Events", "Plan", "Transport", "Journal", "Surroundings", "Causes", "Evidence", "Context",
                "Progress",
                "Drills", "Step", "Execution", "Selftest", "",
            ]),
        Room("DocRunner/Reports", ["Report", "Console", "HTML", "Reporters", "Progress"]),
        Room("DocRunner/Handouts", ["Markup", "Code", "Book", "", "Search", "Steps", "Pages"]),
        Room(
            "labctl",
            ["Process", "Terminal", "Files", "Session", "Lab", "Journey", "Tutor", "Render", "Commands", ""]),
    ]

    /// Names that two types of different rooms have, and why that still is so.
    static let namesOfTwo = [
        "Sweep":
            "the provider `local` clears away what is left of a lab; that one is renamed with the providers"
    ]

    /// Every room, by its folder below `Sources`.
    static var rooms: [String] {
        get throws {
            let library = try FileManager.default.contentsOfDirectory(
                atPath: sources.appending(path: "DocRunner").path)
            return library.filter { $0 != "C" }.map { "DocRunner/\($0)" }.sorted() + ["Steps", "labctl"]
        }
    }

    /// The files of a room.
    static func files(of room: String) throws -> [SourceFile] {
        let folder = sources.appending(path: room).path
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { try SourceFile($0, of: room) }
    }

    static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
}
