import Steps

/// Where the chapters of a guide and its lab are.
struct GuideFiles: Sendable {
    /// The chapters' files, in the order of the guide.
    let chapters: [String]
    /// The lab's file; nil where there is none.
    let lab: String?

    /// The files that the user named; of a folder all chapters by name. Throws `Failure` where there is none, or where
    /// two would be the same page.
    init(_ paths: [String], lab options: LabOptions) throws {
        chapters = try ChapterFile.paths(paths)
        lab = options.lab ?? LabSearch.nearest(to: chapters.first)
        var names: Set<String> = ["index.md", "steps.md", "glossary.md"]
        for chapter in chapters {
            let name = chapter.split(separator: "/").last.map(String.init) ?? chapter
            guard names.insert(name).inserted else {
                throw Failure(
                    "\(chapter): another page has the name \(name)", ["Give each chapter a name of its own."],
                    status: .usage)
            }
        }
    }
}
