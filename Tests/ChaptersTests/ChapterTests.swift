import Chapters
import Steps
import Testing

@Suite("Chapters")
struct ChapterTests {
    private let chapter = Chapter(
        path: "guide/02.md",
        bytes: Array(
            """
            ---
            title: Two masters
            requires: [01-simple]
            vars: {flannel: true, version: "1.20"}
            ---
            # The *cluster*

            Before.

            ```bash {run #first on=all unless=true}
            one
            ```

            ## etcd & co

            - In a list, with `code`:

              ```ini {file #second on=all path=/x}
              two
              ```

            ## etcd & co

            <script>alert(1)</script> [bad](javascript:alert)

            ```js
            prose
            ```

            """.utf8))

    @Test("Front matter says what the chapter is; true is a flag and numbers are text")
    func frontMatter() {
        #expect(chapter.title == "Two masters")
        #expect(chapter.frontMatter.requires == ["01-simple"])
        #expect(chapter.frontMatter.variables == ["flannel": .flag(true), "version": .text("1.20")])
        #expect(chapter.problems == [])
    }

    @Test("Each step has the headings above it and the prose since the step before it")
    func passages() {
        #expect(chapter.passages.map(\.step.id) == ["first", "second"])
        #expect(
            chapter.passages.map { $0.headings.map(\.text) } == [
                ["The cluster"], ["The cluster", "etcd & co"],
            ])
        #expect(
            chapter.passages.map(\.prose) == [
                "# The *cluster*\n\nBefore.\n\n", "\n## etcd & co\n\n- In a list, with `code`:\n\n",
            ])
        #expect(chapter.epilogue.hasPrefix("\n## etcd & co\n\n<script>"))
        #expect(chapter.passages.map(\.step.body) == ["one\n", "two\n"])
    }

    @Test("Headings that read alike have anchors of their own")
    func anchors() {
        #expect(chapter.headings.map(\.anchor) == ["the-cluster", "etcd-co", "etcd-co-2"])
        #expect(chapter.headings.map(\.line) == [6, 14, 22])
    }

    @Test("HTML holds what stands for each step, and nothing that the author's text could do harm with")
    func html() {
        let html = chapter.renderHTML { "<p>STEP \($0.id ?? "")</p>" }
        #expect(html.contains("<p>STEP first</p>"))
        #expect(html.contains("<p>STEP second</p>"))
        #expect(html.contains("<h2><a id=\"etcd-co-2\"></a>etcd &amp; co</h2>"))
        #expect(html.contains("<pre><code class=\"language-js\">prose"))
        #expect(!html.contains("<script") && !html.contains("href=\"javascript:") && !html.contains("{run"))
    }

    @Test("Deep nesting is read without recursion")
    func deep() {
        let text = String(repeating: "> ", count: 20_000) + "```bash {run #deep on=all}\n"
        let chapter = Chapter(path: "deep.md", bytes: Array(text.utf8))
        #expect(chapter.passages.first?.step.place.column == 40_001)
        #expect(chapter.problems.map(\.id) == ["open-fence"])
    }

    @Test("The files beside it are those that blocks take their bodies from, and its pictures")
    func filesBeside() {
        let chapter = Chapter(
            path: "guide/02.md",
            bytes: Array(
                """
                ![hosts](images/the%20hosts.svg) ![far](https://example.org/far.png) [text](notes.txt)

                ```ini {file #first on=all path=/x from=assets/x.ini}
                ```

                """.utf8))
        #expect(chapter.filesBeside == ["assets/x.ini", "images/the hosts.svg"])
    }
}
