import DocRunner
import Foundation
import Reports
import Testing

@Suite("Pages")
struct PageTests {
    @Test("A page loads nothing, runs nothing and escapes what hosts printed", arguments: GoldenCase.all)
    func safe(_ golden: GoldenCase) throws {
        let page = HTMLReporter.text(of: try golden.events(), on: Surface())
        if let folder = ProcessInfo.processInfo.environment["PAGES"] {
            let file = URL(filePath: folder).appending(path: "\(golden.testDescription).html")
            try page.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
        #expect(page.contains("default-src 'none'"))
        #expect(
            page.firstMatch(
                of: /<script|<iframe|<object|<link|<img|javascript:|<[^>]+ (src|style|on[a-z]+)=|href="[^#]/)
                == nil)
        #expect(!page.contains("{{"))
    }

    @Test("A selftest that noticed too little is not called good, and shows what came of each mutation")
    func trust() throws {
        let golden = try #require(GoldenCase.all.first { $0.testDescription == "selftest" })
        let events = try golden.events()
        let page = HTMLReporter.text(of: events, on: Surface())
        #expect(page.contains("<p class=\"verdict failed\">Not every check can be trusted"))
        let words = page.matches(of: #/<small>(noticed|survived|undecided) ·/#).map(\.output.1)
        let fates = Report(events).steps.flatMap(\.trust.mutations).map(\.result.fate)
        #expect(words.count { $0 == "noticed" } == fates.count { $0 == .killed })
        #expect(words.count { $0 == "survived" } == fates.count { $0 == .survived })
        #expect(words.count { $0 == "undecided" } == 1)
        #expect(page.contains("within a second &lt;at once&gt;"))
    }

    @Test("Every step and host is in the page", arguments: GoldenCase.all)
    func complete(_ golden: GoldenCase) throws {
        let events = try golden.events()
        let page = HTMLReporter.text(of: events, on: Surface())
        for step in Report(events).steps {
            #expect(page.contains("href=\"#step-\(step.id)\""))
            for host in step.hosts { #expect(page.contains(">\(host.name)<")) }
        }
        #expect(page.firstMatch(of: /<span class="badge[^>]*><\/span>/) == nil, "no badge is empty")
    }
}
