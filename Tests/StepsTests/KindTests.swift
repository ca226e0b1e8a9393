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

    @Test("Every kind has one folder, one line in the catalog and a folder of cases")
    func catalog() throws {
        let folders = try Self.entries(of: "Kinds")
        #expect(Catalog.names.sorted() == folders.map { $0.lowercased() }.sorted())
        #expect(Catalog.names.sorted() == CaseFolder.kinds)
        for folder in folders {
            #expect(try Self.entries(of: "Kinds/\(folder)").contains("\(folder)Step.swift"), "\(folder)")
        }
    }

    @Test("Every matcher has one file, alone or in a folder of its name, and one line in the list")
    func matchers() throws {
        let entries = try Self.entries(of: "Matchers")
        let folders = entries.filter { !$0.contains(".") }
        for folder in folders {
            #expect(
                try Self.entries(of: "Matchers/\(folder)").contains("\(folder)Matcher.swift"), "\(folder)")
        }
        let files = entries.filter { $0.hasSuffix("Matcher.swift") && $0 != "Matcher.swift" }
            .map { String($0.dropLast("Matcher.swift".count)) }
        #expect(Matchers.names.sorted() == (files + folders).map { $0.lowercased() }.sorted())
    }

    @Test("What a kind's example states is broken by its mutations, or the kind says why it cannot be")
    func mutationsOfKinds() {
        for kind in Catalog.kinds where kind.nature != .drill {
            #expect(
                Self.mutations(kind.documentation.example).isEmpty == (kind.documentation.noMutations != nil),
                "\(kind.name): give it mutations, or `noMutations:` with the reason in its documentation")
        }
    }

    @Test("What a matcher's example asks is broken by its mutations, or the matcher says why it cannot be")
    func mutationsOfMatchers() {
        for matcher in Matchers.documentation {
            let step = "```yaml {check #it on=masters}\n\(matcher.example)\n```"
            #expect(
                Self.mutations(step).isEmpty == (matcher.noMutations != nil),
                "\(matcher.name): give it mutations, or `noMutations:` with the reason in its documentation")
        }
    }

    @Test("A kind's nature is the same before and after its block is read")
    func natures() {
        for kind in Catalog.kinds {
            for content in CelticLab.read(kind.documentation.example + "\n").contents {
                #expect(content.nature.name == kind.nature, "\(kind.name)")
            }
        }
    }

    private static func mutations(_ markdown: String) -> [Mutation] {
        CelticLab.read(markdown + "\n").contents.flatMap {
            $0.asking?.mutations(on: CelticLab.morrigan) ?? []
        }
    }

    private static func entries(of folder: String) throws -> [String] {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Steps/\(folder)")
        return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { !$0.hasPrefix(".") }
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

extension StepNature {
    fileprivate var name: KindNature {
        switch self {
        case .check: .check
        case .action: .action
        case .drill: .drill
        }
    }
}
