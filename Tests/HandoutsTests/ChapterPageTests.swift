import Chapters
import DocRunner
import Labs
import Reports
import Steps
import Testing

@testable import Handouts

@Suite("A chapter's page")
struct ChapterPageTests {
    let page = Example.page().html

    @Test("The text is told once and safely: no raw HTML, no script of the author's")
    func safe() {
        #expect(!page.contains("<script>") && page.contains("&lt;script&gt;alert(1)"))
        #expect(!page.contains("<tag>") && page.contains("A &lt;b&gt;summary&lt;/b&gt;."))
        #expect(page.matches(of: /<h1>/).count == 1)
        #expect(page.contains("default-src 'none'") && !page.contains("unsafe-inline"))
    }

    @Test("Links between chapters lead to their pages; those to elsewhere are footnotes on paper")
    func links() {
        #expect(
            page.contains("<a href=\"#chapter\">")
                && page.contains("<a href=\"02-two.html#the-check\">"))
        #expect(page.contains("<a href=\"https://example.org/x.md\">the world</a><sup"))
        #expect(page.contains("<li value=\"1\">https://example.org/x.md</li>"))
        #expect(page.contains("<a href=\"01-simple.html\">Before</a>"))
        #expect(page.contains("<img src=\"pictures/images/a.svg\" alt=\"a picture\">"))
    }

    @Test("A word that the glossary explains is a link there, the first time")
    func terms() { #expect(page.matches(of: /glossary\.html#term-quorum/).count == 1) }

    @Test("Sections and steps have numbers")
    func numbers() {
        #expect(page.contains("<span class=\"number\">2.1</span> The file"))
        #expect(page.contains("<span class=\"number\">2.1.1</span> The check"))
        #expect(page.contains("<span class=\"number\">Step 2</span> <a href=\"#start\">start</a>"))
    }

    @Test("A step says in words what its text does not say already")
    func states() {
        #expect(page.matches(of: /<p class="states">([^<]*)/).map { String($0.1) } == ["Install curl jq"])
    }

    @Test("Commands in a title are set as such, and safely")
    func commandsInTitles() {
        #expect(HTML.withCode("Port 80, `a <b>`") == "Port 80, <code>a &lt;b&gt;</code>")
    }

    @Test("A table is one that can be scrolled")
    func table() {
        #expect(
            page.contains("<div class=\"table\" tabindex=\"0\"><table>")
                && page.contains("<th align=\"right\">b</th>"))
    }

    @Test("A card says on which hosts in their badges, with the text of each host and no secret")
    func cards() {
        #expect(
            page.contains("data-l=\"Mo\">morrigan")
                && page.contains("data-l=\"Ba\">balar"))
        #expect(
            page.contains("<b>name</b>=morrigan &lt;tag&gt;")
                && page.contains("<b>name</b>=balar &lt;tag&gt;"))
        #expect(!page.contains("hunter2") && page.contains("<var>{{password}}</var>"))
        #expect(page.contains("looked at for up to 5s"))
        #expect(page.contains("data-p=\"root@morrigan:~#\">echo 80</span>"))
    }

    @Test("Where the block's text is a list of names, the commands by hand stand for it")
    func byHand() { #expect(page.contains("apt-get install <span class=o>--yes</span>")) }

    @Test("What is printed is told from what is typed")
    func session() {
        #expect(page.contains("data-p=\"#\">echo <var>{{token}}</var></span>\n<samp><i title="))
    }

    @Test(
        "In the prose and beside steps names are filled in, but for what is secret, unknown or a host's own")
    func names() {
        let address = Example.lab.inventory.hosts.first { $0.name == "morrigan" }?.address ?? "?"
        #expect(page.contains("Ask \(address) by <code>curl http://\(address):80/</code>"))
        #expect(page.contains("nobody tells {{password}} or {{no_such}}\nof {{host.name}}."))
        #expect(page.contains("holds where <code>test -n 80</code> succeeds"))
    }

    @Test("Without a lab the text stands as it was written")
    func withoutLab() {
        let page = Example.page(lab: nil).html
        #expect(page.contains("<b>name</b>=<var>{{host.name}}</var>") && page.contains("on masters"))
    }

    @Test("Nothing of a solution is in a student's page, nor in what search looks through")
    func solution() {
        let student = Example.page()
        for text in [student.html] + student.records.map(\.text) { #expect(!text.contains("/the-way")) }
        #expect(student.html.contains("Your turn") && student.html.contains("Nothing is there."))
    }

    @Test("An instructor's page has solutions, remarks and points")
    func instructor() {
        var options = Book.Options()
        options.audience = .instructor
        let page = Example.page(options).html
        #expect(page.contains("/the-way") && page.contains("Ask them.") && page.contains("1 point"))
        #expect(!self.page.contains("Ask them."))
    }

    @Test("A reason is folded beside its step")
    func reason() {
        let folded = "<details class=\"why\"><summary>Why?</summary><p>Because <em>somebody</em> must.</p>"
        #expect(page.contains(folded), "\(page)")
    }

    @Test("Hints are a ladder of which the upper rung holds the next; on paper they come last")
    func hints() throws {
        let first = try #require(page.firstRange(of: "Hint: what one sees")?.lowerBound)
        let second = try #require(page.firstRange(of: "Hint: what to type")?.lowerBound)
        #expect(first < second && !page[first..<second].contains("</details>"))
        #expect(page.contains("<section class=\"hints\""))
    }

    @Test("As a part of one page every id has its chapter before it")
    func single() {
        var options = Book.Options()
        options.isSingle = true
        let part = Example.page(options).html
        #expect(part.contains("id=\"02-two.conf\"") && part.contains("href=\"#02-two.the-check\""))
        #expect(part.hasPrefix("<article") && !part.contains("<html"))
    }
}
