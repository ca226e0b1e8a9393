import Foundation
import Testing

@testable import Steps

@Suite("Kinds")
struct KindTests {
    @Test("A block and an answer give the expected findings and commands", arguments: CaseFolder.all)
    func cases(folder: CaseFolder) throws {
        let outcome = folder.outcome()
        guard let expected = folder.text("expected.txt") else {
            try folder.write(outcome, to: "expected.txt")
            Issue.record("expected.txt was missing and is written now: read it, then run the tests again")
            return
        }
        #expect(outcome == expected)
    }

    @Test("Every kind has one file, one line in the catalog and a folder of cases")
    func catalog() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Steps/Kinds")
        let files = try FileManager.default.contentsOfDirectory(atPath: sources.path)
            .filter { $0.hasSuffix("Step.swift") }.map { $0.dropLast("Step.swift".count).lowercased() }
            .sorted()
        #expect(Catalog.names.sorted() == files)
        #expect(CaseFolder.kinds == files)
    }

    @Test("Every matcher has one file and one line in the list")
    func matchers() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Steps/Matchers")
        let files = try FileManager.default.contentsOfDirectory(atPath: sources.path)
            .filter { $0.hasSuffix("Matcher.swift") && $0 != "Matcher.swift" }
            .map { $0.dropLast("Matcher.swift".count).lowercased() }.sorted()
        #expect(Matchers.names.sorted() == files)
    }

    @Test("The example of a kind decodes without a problem", arguments: Catalog.names)
    func example(name: String) throws {
        let kind = try #require(Catalog.kind(named: name))
        let (contents, diagnostics) = CelticLab.read(kind.documentation.example + "\n")
        #expect(diagnostics == [])
        #expect(!contents.isEmpty)
    }

    @Test(
        "The example of a matcher decodes without a problem",
        arguments: Matchers.documentation.map(\.example))
    func matcherExample(example: String) throws {
        let (contents, diagnostics) = CelticLab.read("```yaml {check #it on=masters}\n\(example)\n```\n")
        #expect(diagnostics == [])
        #expect(contents.count == 1)
    }
}
