import Chapters
import FoundationEssentials

/// Finds the chapters that are meant where none is named: those beside the lab file that have steps.
enum GuideSearch {
    /// The chapters in `guide/` beside the lab file, else those beside it, in the order of their names.
    static func chapters(beside labFile: String) throws -> [String] {
        let folder = LabSearch.parent(of: labFile)
        for candidate in [join(folder, "guide"), folder] {
            let chapters = try files(in: candidate).filter { path in
                try !ChapterFile.read(path).passages.isEmpty
            }
            if !chapters.isEmpty { return chapters }
        }
        throw Failure(
            "no chapter with steps lies beside \(labFile), or in guide/ there", ["Name the chapters' files."],
            status: .usage)
    }

    private static func files(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".md") }.sorted().map { join(folder, $0) }
    }

    private static func join(_ folder: String, _ name: String) -> String {
        folder == "." ? name : "\(folder)/\(name)"
    }
}
