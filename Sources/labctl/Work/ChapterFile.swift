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

    /// The files that the user named; of a folder all chapters in it by name. Throws `Failure` where it has none.
    static func paths(_ paths: [String]) throws(Failure) -> [String] {
        var files: [String] = []
        for path in paths {
            var isFolder = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
                files += try chapters(in: path)
            } else {
                files.append(path)
            }
        }
        return files
    }

    private static func chapters(in folder: String) throws(Failure) -> [String] {
        let names = TextFile.chapters(in: folder)
        guard !names.isEmpty else { throw Failure("there is no chapter (*.md) in \(folder)", status: .usage) }
        return names.map { "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\($0)" }
    }
}
