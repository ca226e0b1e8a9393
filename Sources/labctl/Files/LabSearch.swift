import FoundationEssentials

/// Finds the lab file that is meant where none is named: the nearest one, from a folder upwards.
enum LabSearch {
    /// The name that is looked for.
    static let name = "lab.yaml"

    /// The nearest lab file above a chapter, else above the current folder; nil where there is none.
    static func nearest(to chapter: String?) -> String? {
        let folder = chapter.map { parent(of: $0) } ?? "."
        return nearest(from: folder) ?? nearest(from: ".")
    }

    /// Paths stay as relative as the user's own, so that messages name files as the user would.
    private static func nearest(from start: String) -> String? {
        var folder = start
        for _ in 0..<64 {
            let candidate = folder == "." ? name : folder == "/" ? "/\(name)" : "\(folder)/\(name)"
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
            if folder == "/" { return nil }
            folder = parent(of: folder)
        }
        return nil
    }

    /// The folder that holds a path: `a` of `a/b`, `.` of `b`, `..` of `.`, `../..` of `..`.
    static func parent(of path: String) -> String {
        if path == "." { return ".." }
        if path == ".." || path.hasSuffix("/..") { return path + "/.." }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
