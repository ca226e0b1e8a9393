import Chapters
import FoundationEssentials

/// A chapter as a file with others beside it.
enum ChapterFile {
    /// Reads it and what its blocks take their bodies from; throws `Failure` where there is no such file.
    static func read(_ path: String) throws(Failure) -> Chapter {
        let folder = LabSearch.parent(of: path)
        let beside = BesideChapter { name in try? TextFile.read("\(folder)/\(name)") }
        return Chapter(path: path, bytes: try TextFile.read(path), beside: beside)
    }

    /// The files that the user named; of a folder all chapters in it by name, or only those `withSteps`. Throws `Failure`
    /// where it has none.
    static func paths(_ paths: [String], withSteps: Bool = false) throws(Failure) -> [String] {
        var files: [String] = []
        for path in paths {
            var isFolder = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
                files.append(path)
                continue
            }
            let found = withSteps ? try chaptersWithSteps(in: path) : chapters(in: path)
            guard !found.isEmpty else {
                let what = withSteps ? "chapter with steps" : "chapter"
                throw Failure("there is no \(what) (*.md) in \(path)", status: .usage)
            }
            files += found
        }
        return files
    }

    /// The chapters of a folder that have steps, by name.
    static func chaptersWithSteps(in folder: String) throws(Failure) -> [String] {
        var found: [String] = []
        for path in chapters(in: folder) where try !read(path).passages.isEmpty { found.append(path) }
        return found
    }

    private static func chapters(in folder: String) -> [String] {
        let folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        return TextFile.chapters(in: folder).map { folder == "." ? $0 : "\(folder)/\($0)" }
    }
}
