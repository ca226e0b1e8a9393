import FoundationEssentials
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
        chapters = try paths.flatMap { path -> [String] in
            var isDirectory = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory else {
                return [path]
            }
            let names = TextFile.chapters(in: path)
            guard !names.isEmpty else {
                throw Failure("there is no chapter (*.md) in \(path)", status: .usage)
            }
            return names.map { "\(path.hasSuffix("/") ? String(path.dropLast()) : path)/\($0)" }
        }
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
