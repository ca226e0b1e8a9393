import Foundation
import Testing

@testable import Steps

@Suite("The reference page")
struct ReferenceTests {
    @Test("guide/reference/steps.md is what the kinds say of themselves")
    func fresh() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../guide/reference/steps.md")
        let written = try? String(contentsOf: page, encoding: .utf8)
        #expect(
            written == Catalog.reference(),
            "it is stale; mend it by: swift run labctl steps --markdown >guide/reference/steps.md")
    }

    @Test("What a kind reads is what it documents", arguments: Catalog.names)
    func complete(name: String) throws {
        let kind = try #require(Catalog.kind(named: name))
        let documented = Set((kind.documentation.attributes + kind.documentation.bodyFields).map(\.name))
        let read = Set(["", "zzz: 1\n"].flatMap { Self.namesRead(by: kind, body: $0) })
        let elsewhere = Set(Envelope.documentation.map(\.name) + Matchers.names)
        #expect(read.subtracting(elsewhere).subtracting(documented) == [])
        let inner = name == "pki" ? Set(PkiFile.documentation.map(\.name)) : []
        #expect(documented.subtracting(inner).subtracting(read) == [])
    }

    /// What the messages about a name that nobody knows say is allowed.
    private static func namesRead(by kind: any StepKind.Type, body: String) -> [String] {
        let place = SourcePlace(file: "step.md", line: 1)
        let unknown = Fields.Entry(name: "zzz", content: .text(""), place: place)
        var decoder = StepDecoder(
            StepBlock(
                language: "yaml", kind: kind.name, kindPlace: place, id: nil,
                attributes: Fields(title: kind.name, entries: [unknown], place: place), body: body,
                bodyPlace: place, place: place))
        _ = kind.init(from: &decoder)
        decoder.attributes.finish()
        return decoder.attributes.problems.filter { $0.id == "unknown-name" }.flatMap(\.solutions)
            .filter { $0.hasPrefix("Allowed: ") }
            .flatMap { $0.dropFirst("Allowed: ".count).dropLast().split(separator: ", ").map(String.init) }
    }
}
