import FoundationEssentials
import Handouts
import Labs

/// A folder of pages.
struct Site {
    let folder: String

    init(_ folder: String) { self.folder = folder }

    /// Writes every page and all that they need.
    func write(_ guide: Guide) async throws {
        try makeFolder(folder)
        try makeFolder("\(folder)/images")
        if let lab = guide.book.lab {
            try TextFile.write(TopologySVG.text(of: lab), to: "\(folder)/images/lab.svg")
        }
        let made = try await guide.chapters { [folder] page, path in
            for picture in page.pictures { try Self.copy(picture, of: path, to: folder) }
            try TextFile.write(page.html, to: "\(folder)/\(page.name).html")
            return (page.steps, page.records)
        }
        for page in IndexPage.pages(made.flatMap(\.0), of: guide.book) {
            try TextFile.write(page.html, to: "\(folder)/\(page.name).html")
        }
        if let glossary = GlossaryPage.html(guide.book) {
            try TextFile.write(glossary, to: "\(folder)/glossary.html")
        }
        try TextFile.write(CoverPage.html(guide.book), to: "\(folder)/index.html")
        try TextFile.write(SearchIndex.script(made.flatMap(\.1)), to: "\(folder)/search.js")
        try TextFile.write(Assets.style, to: "\(folder)/handout.css")
        try TextFile.write(Assets.script, to: "\(folder)/handout.js")
    }

    private static func copy(_ picture: Handouts.Picture, of chapter: String, to folder: String)
        throws(Failure)
    {
        let path = "\(LabSearch.parent(of: chapter))/\(picture.path)"
        do {
            let bytes = try Data(contentsOf: URL(filePath: path))
            try bytes.write(to: URL(filePath: "\(folder)/\(picture.address)"))
        } catch { throw Failure("the picture \(path) cannot be copied: \(error)", status: .failed) }
    }

    private func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Failure("the folder \(path) cannot be made: \(error)", status: .failed)
        }
    }
}
