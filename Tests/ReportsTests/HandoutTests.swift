import Chapters
import Foundation
import Reports
import Runner
import Steps
import Testing

@Suite("Handouts")
struct HandoutTests {
    static let text = """
        ---
        title: Two hosts & more
        summary: A <b>summary</b>.
        duration: 5 min
        requires: 01-simple
        vars: {port: 80}
        ---
        # Two hosts

        See [the other](02-ha.md#etcd) and [the world](https://example.org/x.md), ![a picture](images/a.svg).

        <script>alert(1)</script>

        ## The file

        ```ini {file #conf on=masters path=/etc/a.conf when=port}
        # a comment
        name={{host.name}} <tag>
        password={{password}}
        ```

        ```bash {run #start on=morrigan unless=true retry=5s needs=#conf capture=token}
        echo {{port}}
        ```

        ## The check

        ```console {check #answers on=masters}
        $ echo {{token}}
        ...
        ```
        """

    static let inventory = Inventory(
        name: "celtic",
        hosts: [
            Host(name: "morrigan", address: "10.0.0.43", roles: ["masters"]),
            Host(name: "balar", address: "10.0.0.44", roles: ["masters"]),
        ], variables: ["password": .secret("hunter2")])

    let page: String

    init() throws {
        let chapter = Chapter(path: "guide/x.md", bytes: Array(Self.text.utf8))
        let lint = Lint(chapter, inventory: Self.inventory)
        #expect(lint.errors.isEmpty)
        let plan = try Planner(chapter, inventory: Self.inventory).plan(chapter, lint.steps)
        page = Handout(chapter, plan: plan).html(
            before: Handout.Neighbor(address: "01-simple.html", title: "Before"),
            picture: { $0 == "images/a.svg" ? "data:image/svg+xml;base64,AAAA" : nil })
    }

    @Test("The text is told once and safely: no raw HTML, nothing that runs")
    func safe() {
        #expect(!page.contains("<script") && !page.contains("<tag>") && !page.contains("<b>summary"))
        #expect(page.contains("A &lt;b&gt;summary&lt;/b&gt;.") && page.contains("Two hosts &amp; more"))
        #expect(page.matches(of: /<h1>/).count == 1)
        #expect(page.contains("default-src 'none'"))
    }

    @Test("Links between chapters lead to their pages, others stay; pictures are in the page")
    func links() {
        #expect(page.contains("<a href=\"02-ha.html#etcd\">"))
        #expect(page.contains("<a href=\"https://example.org/x.md\">"))
        #expect(page.contains("<a href=\"01-simple.html\">01-simple</a>"))
        #expect(page.contains("<a href=\"01-simple.html\" rel=\"prev\">← Before</a>"))
        #expect(page.contains("<img src=\"data:image/svg+xml;base64,AAAA\" alt=\"a picture\""))
        #expect(page.contains("<a href=\"#the-check\">The check</a>"))
    }

    @Test("A card says what and where in words, with the text of each host and no secret")
    func cards() {
        #expect(page.contains("on masters: morrigan, balar") && page.contains("on morrigan</span>"))
        #expect(page.contains("name=morrigan &lt;tag&gt;") && page.contains("name=balar &lt;tag&gt;"))
        #expect(page.contains("<i># a comment</i>"))
        #expect(!page.contains("hunter2") && page.contains("password=<var>{{password}}</var>"))
        #expect(page.contains("only where port") && page.contains("asked again for up to 5s"))
        #expect(page.contains("after <a href=\"#conf\">conf</a>"))
        #expect(page.contains("<b>$ echo <var>{{token}}</var></b>\n<i>...</i>"))
    }

    @Test("Where a text is the same on all hosts nobody is named beside it")
    func shared() {
        #expect(page.matches(of: /<p class="variant">/).count == 1)
        #expect(page.matches(of: /<details>/).count == 1)
    }

    @Test("Without a lab the text stands as it was written")
    func withoutLab() {
        let chapter = Chapter(path: "x.md", bytes: Array(Self.text.utf8))
        let page = Handout(chapter, plan: nil).html()
        #expect(page.contains("name=<var>{{host.name}}</var>") && page.contains("on masters</span>"))
    }

    @Test("The index names every chapter with its page")
    func index() {
        let chapter = Chapter(path: "x.md", bytes: Array(Self.text.utf8))
        let page = GuideIndex.html([(chapter, "x.html")])
        #expect(page.contains("<a href=\"x.html\">Two hosts &amp; more</a> <small>5 min</small>"))
    }
}
