import Chapters

/// A chapter as a file with others beside it.
enum ChapterFile {
    /// Reads it and what its blocks take their bodies from; throws `Failure` where there is no such file.
    static func read(_ path: String) throws(Failure) -> Chapter {
        let folder = LabSearch.parent(of: path)
        let beside = BesideChapter { name in try? TextFile.read("\(folder)/\(name)") }
        return Chapter(path: path, bytes: try TextFile.read(path), beside: beside)
    }
}
