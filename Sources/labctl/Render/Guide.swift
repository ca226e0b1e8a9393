import Chapters
import DocRunner
import Handouts
import Labs
import Reports
import Steps

/// A guide that was read and found right, ready to be made into pages chapter by chapter.
struct Guide: Sendable {
    let files: GuideFiles
    let book: Book

    /// Reads all chapters once for their outlines; throws every problem of all of them.
    init(_ files: GuideFiles, _ copy: CopyOptions, isSingle: Bool, isWatched: Bool = false) async throws {
        self.files = files
        let lab = try files.lab.map { try LabFile.read($0, reachesHosts: false) }
        let inventory = lab?.inventory
        let links = LinkCheck()
        let read = try await files.chapters.indices.map { ($0, files.chapters[$0]) }.concurrently {
            index, path in
            let chapter = try ChapterFile.read(path)
            return (
                Outline(chapter, at: index),
                Lint(chapter, inventory: inventory).errors + links.problems(of: chapter)
            )
        }
        let errors = read.flatMap(\.1)
        guard errors.isEmpty else { throw Diagnostics(errors) }
        var options = try copy.options(isSingle: isSingle)
        options.isWatched = isWatched
        options.pictureOfLab = lab.map {
            isSingle ? DataURL.of(svg: TopologySVG.text(of: $0)) : "images/lab.svg"
        }
        if isSingle {
            let folders = Dictionary(zip(read.map(\.0.name), files.chapters.map(LabSearch.parent))) { $1 }
            options.picture = { path, page in folders[page].flatMap { DataURL.of(path, in: $0) } }
        }
        let title =
            copy.title ?? lab.map { "The \($0.name.prefix(1).uppercased())\($0.name.dropFirst()) lab" }
        var book = Book(
            title: title ?? "The guide", chapters: read.map(\.0), lab: lab, options: options)
        try copy.stamp(&book)
        self.book = book
    }

    /// Makes the pages of all chapters, as many at a time as there are processors; `use` gets each as it is made.
    func chapters<Result: Sendable>(_ use: @escaping @Sendable (ChapterPage, String) throws -> Result)
        async throws
        -> [Result]
    {
        try await files.chapters.indices.map { $0 }.concurrently { index in
            try use(try page(at: index), files.chapters[index])
        }
    }

    /// The page of one chapter.
    func page(at index: Int) throws -> ChapterPage {
        let path = files.chapters[index]
        let chapter = try ChapterFile.read(path)
        return ChapterPage(chapter, Lint.uncheckedSteps(of: chapter), at: index, of: book)
    }
}

extension CopyOptions {
    /// What a book has to know of them.
    func options(isSingle: Bool) throws -> Book.Options {
        var options = Book.Options()
        options.audience = audience.audience
        options.isSingle = isSingle
        options.isUnsafe = unsafe
        options.student = student
        if let url {
            try QRCode.check()
            let base = url.hasSuffix("/") ? url : url + "/"
            options.pictureOfAddress = { try? QRCode.svg(of: "\(base)\($0).html") }
        }
        return options
    }

    /// Puts the results of runs into a book, each beside the chapter that the run was about.
    func stamp(_ book: inout Book) throws {
        for file in results {
            let report = Report(
                try EventLines.events(
                    in: String(decoding: try TextFile.read(file), as: UTF8.self), file: file))
            let name = report.header?.chapter.split(separator: "/").last?.dropLast(3)
            guard let name, book.chapters.contains(where: { $0.name == name }) else {
                throw Failure(
                    "\(file) is a run of \(report.header?.chapter ?? "no chapter"), which is not in this guide",
                    status: .usage)
            }
            book.results[String(name)] = report
        }
    }
}
