import ArgumentParser
import Chapters
import FoundationEssentials
import Labs
import Reports
import Runner
import Steps

/// `labctl render`: chapters as pages to read and print.
struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Make pages of chapters: handouts to read and print.",
        discussion: """
            Each chapter becomes one page that stands for itself: pictures are in it, it loads nothing and runs \
            nothing. Where a lab is found its hosts and values are filled in; secrets never are.

              labctl render guide/*.md -o site     site/index.html and a page for each chapter
            """)

    @Argument(
        help: ArgumentHelp("The chapters' files, in the order of the guide.", valueName: "chapter"),
        completion: .file(extensions: ["md"]))
    var chapters: [String]
    @OptionGroup var lab: LabOptions
    @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory) var output = "site"

    func run() throws {
        let handouts = try read()
        let addresses = handouts.map { Self.address(of: $0.chapter) }
        if let twice = addresses.first(where: { name in addresses.count { $0 == name } > 1 }) {
            throw Failure("two chapters would be written to \(output)/\(twice)", status: .usage)
        }
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        } catch {
            throw Failure("the folder \(output) cannot be made: \(error)", status: .failed)
        }
        let neighbors = zip(handouts, addresses).map { handout, address in
            Handout.Neighbor(address: address, title: handout.chapter.title)
        }
        for (index, (chapter, plan)) in handouts.enumerated() {
            let folder = LabSearch.parent(of: chapter.path)
            let page = Handout(chapter, plan: plan).html(
                before: index > 0 ? neighbors[index - 1] : nil,
                after: index + 1 < neighbors.count ? neighbors[index + 1] : nil,
                picture: { Picture.embedded($0, in: folder) })
            try TextFile.write(page, to: "\(output)/\(addresses[index])")
        }
        let index = GuideIndex.html(zip(handouts, addresses).map { ($0.chapter, $1) })
        try TextFile.write(index, to: "\(output)/index.html")
        print("\(output)/index.html and \(addresses.joined(separator: ", "))")
    }

    /// Every chapter with its plan, where there is a lab; throws the problems of all of them at once.
    private func read() throws -> [(chapter: Chapter, plan: Plan?)] {
        var problems: [Diagnostic] = []
        let read = try chapters.map { path in
            let chapter = Chapter(path: path, bytes: try TextFile.read(path))
            do throws(Diagnostics) { return (chapter, try plan(of: chapter)) } catch {
                problems += error.list
                return (chapter, nil as Plan?)
            }
        }
        guard problems.isEmpty else { throw Diagnostics(Array(Set(problems))) }
        return read
    }

    private func plan(of chapter: Chapter) throws(Diagnostics) -> Plan? {
        let isInLab = lab.lab != nil || LabSearch.nearest(to: chapter.path) != nil
        let inventory = isInLab ? try lab.read(near: chapter.path).inventory : nil
        let lint = Lint(chapter, inventory: inventory)
        guard lint.errors.isEmpty else { throw Diagnostics(lint.errors) }
        guard let inventory else { return nil }
        return try Planner(chapter, inventory: inventory).plan(chapter, lint.steps)
    }

    private static func address(of chapter: Chapter) -> String {
        let name = chapter.path.split(separator: "/").last.map(String.init) ?? chapter.path
        return (name.hasSuffix(".md") ? String(name.dropLast(3)) : name) + ".html"
    }
}
