import Chapters
import Steps
import Testing
@testable import Labs

@testable import Handouts

@Suite("Hints in handouts")
struct HintTests {
    private static let text = """
        # A file

        ```ini {file #conf on=morrigan path=/etc/a.conf}
        name=a
        ```

        ```yaml {hint for=#conf}
        symptom: There is **no file** on {{host.name}}, <b>really</b>.
        command: cat /etc/*_a.conf
        ```

        ```bash {mutation for=#conf title="spoil it"}
        echo spoiled >/etc/a.conf
        ```

        After it.
        """

    private let page: String

    init() {
        let lab = Lab(
            file: "lab.yaml", stateDirectory: "/nowhere", providerName: "existing", subnet: nil,
            inventory: Inventory(
                name: "celtic", hosts: [Host(name: "morrigan", address: "10.0.0.43", roles: ["masters"])]),
            ssh: Lab.SSH())
        let chapter = Chapter(path: "guide/x.md", bytes: Array(Self.text.utf8))
        let lint = Lint(chapter, inventory: lab.inventory)
        #expect(lint.errors.isEmpty)
        let book = Book(title: "Guide", chapters: [Outline(chapter, at: 0)], lab: lab)
        page = ChapterPage(chapter, lint.steps, at: 0, of: book).html
    }

    @Test("They stand in their step, each rung folded into the one before it")
    func folded() throws {
        let parts = [
            "</b>=a", "<summary>Hint: what one sees</summary>",
            "<strong>no file</strong> on morrigan",
            "<summary>Hint: what to type</summary>", "cat /etc/*_a.conf", "</details>\n</details>",
            "After it.",
        ]
        var rest = page[...]
        for part in parts {
            let found = try #require(rest.firstRange(of: part), "\(part) does not follow")
            rest = rest[found.upperBound...]
        }
    }

    @Test("On paper they stand together at the end, and no author's markup gets through")
    func collected() throws {
        let end = try #require(page.firstRange(of: "<section class=\"hints\""))
        #expect(page[end.upperBound...].contains("</span> conf</h3>"))
        #expect(page[..<end.lowerBound].contains("After it."))
        #expect(!page.contains("<b>really</b>"))
    }

    @Test("Mutations are left out")
    func mutations() { #expect(!page.contains("spoil")) }
}
