import ArgumentParser
import Handouts
import Labs
import Steps

/// `labctl render`: chapters as a handout: a site, one page, or a booklet on paper.
struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Make a handout of chapters: a site that works from disk, one page, or a PDF.",
        discussion: """
            The site has a page for each chapter, a cover with the lab's picture, an index of all steps, a glossary, \
            and search; it loads nothing from other servers. If there is a lab file, its hosts and values \
                        are filled in, but never its secrets.

              labctl render guide -o site                       site/index.html and all that it needs
              labctl render guide --single -o guide.html        all of it in one file
              labctl render guide --pdf -o guide.pdf            a booklet, by an installed Chromium
              labctl render guide --watch                       a server on loopback; a save reloads the page
              labctl render guide --student Ada --lab ada.yaml  a student's own copy, with their own lab
              labctl render guide --for instructor              with solutions, points and remarks
              labctl render guide --results run.jsonl           with what a run found beside each step
            """)

    @Argument(
        help: ArgumentHelp(
            "The chapters' files in the order of the guide, or their folder.", valueName: "chapter"),
        completion: .file(extensions: ["md"]))
    var chapters: [String]
    @OptionGroup var lab: LabOptions
    @OptionGroup var copy: CopyOptions
    @OptionGroup var form: FormOptions

    func run() async throws {
        let guide = try GuideFiles(chapters, lab: lab)
        let output = form.output ?? form.kind.output
        switch form.kind {
        case .site:
            let book = try await Guide(guide, copy, isSingle: false)
            try await Site(output).write(book)
            print("\(output)/index.html")
        case .single:
            let book = try await Guide(guide, copy, isSingle: true)
            try TextFile.write(try await book.singlePage(), to: output)
            print(output)
        case .pdf:
            let book = try await Guide(guide, copy, isSingle: true)
            try await Booklet(paper: form.paper).print(book, to: output)
            print(output)
        case .watch:
            try await WatchServer(guide, copy, folder: output, port: form.port).run()
        }
    }
}
