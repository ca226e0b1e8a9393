import Chapters
import Foundation
import Labs
import Steps
import Testing

@testable import Handouts

@Suite("The pages about all chapters")
struct GuideTests {
    let page = Example.page()
    let book = Book(title: "Guide", chapters: [Outline(Example.chapter, at: 0)], lab: Example.lab)

    @Test("The cover names every chapter and every host")
    func cover() {
        let cover = CoverPage.html(book)
        #expect(
            cover.contains("<a href=\"02-two.html\">Two hosts &amp; more</a> <small>5 min · 5 steps</small>"))
        #expect(cover.contains("10.0.0.43") && cover.contains("balar</span>"))
    }

    @Test("The index names each step by host and by file")
    func index() throws {
        let pages = IndexPage.pages(page.steps, of: book)
        #expect(pages.map(\.name) == ["steps"])
        #expect(
            pages[0].html.contains("href=\"02-two.html#conf\"")
                && pages[0].html.contains("<code>/etc/a.conf</code>"))
    }

    @Test("The index of a long book has several pages and loses nothing")
    func longIndex() {
        let steps = (1...2000).map {
            StepEntry(page: "02-two", id: "s\($0)", number: $0, hosts: ["morrigan", "balar"], paths: [])
        }
        let pages = IndexPage.pages(steps, of: book)
        #expect(pages.count > 3 && pages.allSatisfy { $0.html.utf8.count < 150_000 })
        #expect(pages.reduce(0) { $0 + $1.html.matches(of: /02-two\.html#s/).count } == 4000)
    }

    @Test("The glossary explains each term and says where")
    func glossary() throws {
        let glossary = try #require(GlossaryPage.html(book))
        #expect(
            glossary.contains("<dt id=\"term-quorum\">quorum</dt>") && glossary.contains("more than half"))
    }

    @Test("What search looks through is valid JSON in which no tag stands")
    func search() throws {
        let script = SearchIndex.script(page.records)
        #expect(!script.contains("<") && script.hasPrefix("labctl.search(") && script.hasSuffix(")\n"))
        let json = Data(script.dropFirst("labctl.search(".count).dropLast(2).utf8)
        let records = try JSONDecoder().decode([[String]].self, from: json)
        #expect(
            records.contains {
                $0[0] == "02-two.html#conf" && $0[3].contains("name =morrigan <tag>")
                    || $0[3].contains("name")
            })
    }

    @Test("Contents on paper get the numbers of the pages on which their sections begin")
    func paper() {
        let chapter = "Chapter 2 · 5 min · 5 steps\nTwo hosts\n2.1 The file"
        let contents = PaperContents(size: "A4")
            .numbered(by: ["Cover", "Contents\n2.1 The file 000", chapter, "2.1.1\nThe check"], of: book)
        let numbers = contents.html(of: book).matches(of: /<span>(\d*)<\/span><\/li>/).map { String($0.1) }
        #expect(numbers == ["3", "3", "4"])
    }
}
