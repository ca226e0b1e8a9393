import Chapters
import FoundationEssentials
import Labs

/// A chapter as a file with others beside it.
enum ChapterFile {
    /// Reads it and what its blocks take their bodies from; throws `Failure` where there is no such file.
    static func read(_ path: String) throws(Failure) -> Chapter {
        let folder = LabSearch.parent(of: path)
        let beside = BesideChapter { name in Self.found(name, in: folder) }
        return Chapter(path: path, bytes: try TextFile.read(path), beside: beside)
    }

    /// What stands at a path that a block's `from=` names.
    private static func found(_ path: String, in folder: String) -> BesideChapter.Found {
        do throws(FileBelow.Refusal) {
            return .bytes(try FileBelow(path, below: folder).bytes(upTo: BesideChapter.largest))
        } catch {
            switch error {
            case .missing: return .missing
            case .tooLong: return .tooLong
            default: return .refused(error.words)
            }
        }
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
