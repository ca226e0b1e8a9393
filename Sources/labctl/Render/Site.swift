import FoundationEssentials
import Handouts
import Labs

/// A folder of pages.
struct Site: Sendable {
    let folder: String

    init(_ folder: String) { self.folder = folder }

    /// What the pages of all chapters together are made from, of one chapter.
    typealias Made = (steps: [StepEntry], records: [SearchRecord])

    /// Writes every page and all that they need.
    @discardableResult
    func write(_ guide: Guide) async throws -> [Made] {
        try makeFolder("\(folder)/images")
        if let lab = guide.book.lab {
            try TextFile.write(TopologySVG.text(of: lab), to: "\(folder)/images/lab.svg")
        }
        let made = try await guide.chapters { page, path in try write(page, of: path) }
        try await writeRest(guide, made)
        try TextFile.write(Assets.style, to: "\(folder)/handout.css")
        try TextFile.write(Assets.script, to: "\(folder)/handout.js")
        return made
    }

    /// Writes the page of one chapter.
    func writePage(at index: Int, of guide: Guide) throws -> Made {
        try write(try guide.page(at: index), of: guide.files.chapters[index])
    }

    /// Writes the pages that are about all chapters.
    func writeRest(_ guide: Guide, _ made: [Made]) async throws {
        async let search: Void = TextFile.write(
            SearchIndex.script(made.flatMap(\.records)), to: "\(folder)/search.js")
        _ = try await IndexPage.pages(made.flatMap(\.steps), of: guide.book).concurrently { page in
            try TextFile.write(page.html, to: "\(folder)/\(page.name).html")
        }
        if let glossary = GlossaryPage.html(guide.book) {
            try TextFile.write(glossary, to: "\(folder)/glossary.html")
        }
        try TextFile.write(CoverPage.html(guide.book), to: "\(folder)/index.html")
        try await search
    }

    private func write(_ page: ChapterPage, of path: String) throws -> Made {
        for picture in page.pictures { try copy(picture, of: path) }
        try TextFile.write(page.html, to: "\(folder)/\(page.name).html")
        return (page.steps, page.records)
    }

    private func copy(_ picture: Handouts.Picture, of chapter: String) throws(Failure) {
        let source = LabSearch.parent(of: chapter)
        let path = "\(source)/\(picture.path)"
        let place = "\(folder)/\(picture.file)"
        let bytes: [UInt8]
        do throws(FileBelow.Refusal) {
            bytes = try FileBelow(picture.path, below: source).bytes(upTo: DataURL.largest)
        } catch { throw Failure("the picture \(path) \(error.words)", status: .failed) }
        try makeFolder(LabSearch.parent(of: place))
        do {
            try Data(bytes).write(to: URL(filePath: place), options: .atomic)
        } catch {
            throw Failure("the picture \(path) cannot be copied: \(TextFile.reason(error))", status: .failed)
        }
    }

    private func makeFolder(_ path: String) throws(Failure) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Failure("the folder \(path) cannot be made: \(TextFile.reason(error))", status: .failed)
        }
    }
}
