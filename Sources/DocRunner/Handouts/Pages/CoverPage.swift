import Labs
import Steps

/// The first page of a guide: the lab as a picture, its hosts, and the chapters.
public enum CoverPage {
    /// Above so many chapters the list has no summaries, so that the page stays small.
    private static let summarized = 100

    /// The page.
    public static func html(_ book: Book) -> String {
        Frame.html(
            PageParts(name: "index", title: book.title, description: book.title, main: article(book)),
            of: book)
    }

    /// Its content. On paper the table of contents, with page numbers, comes after it.
    static func article(_ book: Book, paperContents: String = "") -> String {
        Templates.render(
            .cover,
            [
                "id": "cover", "lab": book.lab?.name, "title": book.title,
                "student": book.options.student, "isInstructor": book.options.audience == .instructor,
                "qr": book.options.pictureOfAddress("index"),
                "picture": book.options.pictureOfLab,
                "chapters": chapters(book), "hosts": hosts(book), "virtual": virtual(book),
                "paperContents": paperContents,
            ])
    }

    private static func chapters(_ book: Book) -> [View] {
        book.chapters.map { chapter in
            [
                "name": chapter.name, "address": book.addresses.page(chapter.name), "number": chapter.number,
                "title": chapter.title, "stepCount": chapter.stepCount,
                "facts": book.chapters.count > summarized ? nil : chapter.facts,
                "summary": (book.chapters.count > summarized ? nil : chapter.summary),
            ]
        }
    }

    private static func hosts(_ book: Book) -> [View] {
        (book.lab?.inventory.hosts ?? []).map { host in
            [
                "badge": book.badges.html(host.name), "address": host.address,
                "public": host.publicAddress,
                "roles": host.roles.joined(separator: ", "),
            ]
        }
    }

    private static func virtual(_ book: Book) -> [View] {
        (book.lab?.inventory.virtualAddresses ?? []).map { address in
            [
                "name": address.name, "address": address.address, "public": address.publicAddress,
                "role": address.role,
            ]
        }
    }
}
