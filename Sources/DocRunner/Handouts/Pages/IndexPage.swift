import Labs
import Steps

/// The index of all steps: by the host that they concern, and by the file that they write.
public struct IndexPage: Sendable {
    /// How many entries a page holds at most; a long book's index has several pages.
    private static let limit = 900

    /// Some steps under one heading.
    private struct Group: Sendable {
        let heading: String?
        let title: String
        let id: String
        var entries: [StepEntry]
    }

    /// The page's name, without ending; the first is `steps`.
    public var name: String { names[index] }

    private let groups: [Group]
    private let names: [String]
    private let index: Int
    private let book: Book

    /// The pages for the steps. Each page is made only when its HTML is needed.
    public static func pages(_ steps: [StepEntry], of book: Book) -> [IndexPage] {
        let pages = paged(groups(steps, book))
        let names = pages.indices.map { $0 == 0 ? "steps" : "steps-\($0 + 1)" }
        return pages.enumerated().map { IndexPage(groups: $1, names: names, index: $0, book: book) }
    }

    /// The page.
    public var html: String {
        Frame.html(
            PageParts(
                name: name, title: Words["index"], description: Words["indexAbout"],
                main: Self.article(groups, names, at: index, book)),
            of: book)
    }

    /// The whole index as a part of one page.
    static func article(_ steps: [StepEntry], of book: Book) -> String {
        article(groups(steps, book), ["steps"], at: 0, book)
    }

    private static func article(_ groups: [Group], _ names: [String], at here: Int, _ book: Book) -> String {
        let numbers = Dictionary(book.chapters.map { ($0.name, $0.number) }) { first, _ in first }
        let links = names.enumerated().map { index, name in
            ["address": "\(name).html", "number": index + 1, "isHere": index == here] as View
        }
        return Templates.render(
            .index,
            [
                "id": "steps", "pages": names.count > 1 ? links : [],
                "groups": groups.map { group in
                    [
                        "heading": group.heading, "id": group.id, "title": group.title,
                        "entries": group.entries.map { entry in
                            [
                                "address": book.addresses.place(entry.id, in: entry.page), "name": entry.id,
                                "number": "\(numbers[entry.page] ?? 0) · \(entry.number)",
                            ]
                        },
                    ] as View
                },
            ])
    }

    private static func groups(_ steps: [StepEntry], _ book: Book) -> [Group] {
        let hosts = (book.lab?.inventory.hosts.map(\.name) ?? []) + ["local"]
        var byHost: [String: [StepEntry]] = [:], byFile: [String: [StepEntry]] = [:]
        for step in steps {
            for host in step.hosts { byHost[host, default: []].append(step) }
            for path in Set(step.paths) { byFile[path, default: []].append(step) }
        }
        let first = hosts.compactMap { name in
            byHost[name].map { (book.badges.html(name), "host-\(name)", $0) }
        }
        let second = byFile.sorted { $0.key < $1.key }.enumerated().map { index, file in
            ("<code>\(HTML.escape(file.key))</code>", "file-\(index + 1)", file.value)
        }
        return grouped(first, Words["byHost"]) + grouped(second, Words["byFile"])
    }

    private static func grouped(_ groups: [(String, String, [StepEntry])], _ heading: String) -> [Group] {
        groups.enumerated().map {
            Group(heading: $0 == 0 ? heading : nil, title: $1.0, id: $1.1, entries: $1.2)
        }
    }

    /// The groups on pages; a group that is too long for one goes on on the next.
    private static func paged(_ groups: [Group]) -> [[Group]] {
        var pages: [[Group]] = [[]], room = limit
        for var group in groups {
            while group.entries.count > room {
                if room > limit / 4 {
                    var part = group
                    part.entries = Array(group.entries.prefix(room))
                    group.entries.removeFirst(room)
                    pages[pages.count - 1].append(part)
                }
                pages.append([])
                room = limit
            }
            pages[pages.count - 1].append(group)
            room -= group.entries.count
        }
        return pages
    }
}
