import Chapters
import Reports
import Runner
import Steps
import Testing

@Suite("Hints in handouts")
struct HintHandoutTests {
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

    init() throws {
        let inventory = Inventory(
            name: "celtic", hosts: [Host(name: "morrigan", address: "10.0.0.43", roles: ["masters"])])
        let chapter = Chapter(path: "guide/x.md", bytes: Array(Self.text.utf8))
        let lint = Lint(chapter, inventory: inventory)
        #expect(lint.errors.isEmpty)
        page = Handout(chapter, plan: try Planner(chapter, inventory: inventory).plan(chapter, lint.steps))
            .html()
    }

    @Test("They stand where they were written, each rung folded into the one before it")
    func folded() throws {
        let parts = [
            "name=a", "<summary>Stuck at conf? A hint: what one sees</summary>",
            "<strong>no file</strong> on morrigan",
            "<summary>More: what to type</summary>", "cat /etc/*_a.conf", "</details>\n</details>",
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
        let end = try #require(page.firstRange(of: "<section class=\"hints\">"))
        #expect(page[end.upperBound...].contains("<h3>conf</h3>"))
        #expect(page[..<end.lowerBound].contains("After it."))
        #expect(!page.contains("<b>really</b>"))
    }

    @Test("Mutations are left out")
    func mutations() { #expect(!page.contains("spoil")) }
}
