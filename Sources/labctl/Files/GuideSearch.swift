/// Finds the chapters that are meant where none is named: those beside the lab file that have steps.
enum GuideSearch {
    /// The chapters in `guide/` beside the lab file, else those beside it, in the order of their names.
    static func chapters(beside labFile: String) throws -> [String] {
        let folder = LabSearch.parent(of: labFile)
        for candidate in [folder == "." ? "guide" : "\(folder)/guide", folder] {
            let chapters = try ChapterFile.chaptersWithSteps(in: candidate)
            if !chapters.isEmpty { return chapters }
        }
        throw Failure(
            "no chapter with steps lies beside \(labFile), or in guide/ there", ["Name the chapters' files."],
            status: .usage)
    }
}
