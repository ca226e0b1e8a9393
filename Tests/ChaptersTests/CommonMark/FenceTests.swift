import Foundation
import Steps
import Testing

@testable import Chapters

@Suite("Fences, held against cmark")
struct FenceTests {
    @Test("No fence is missed and none invented in the specification's examples")
    func specification() throws {
        let examples = try Specification.examples()
        #expect(examples.count > 600)
        for example in examples { try compare(example) }
    }

    @Test("No fence is missed and none invented in generated documents", arguments: 0..<10)
    func generated(_ part: UInt64) throws {
        for seed in (part * 40)..<(part * 40 + 40) { try compare(Generator.document(seed: seed)) }
    }

    private func compare(_ text: String) throws {
        let blocks = try Cmark.codeBlocks(in: text)
        let wanted = try blocks.filter { try Cmark.isFenced($0, in: text) }
        let found = fences(in: text)
        #expect(found.map { $0.block(infoOf: wanted) } == wanted, "fences of: \(text.debugDescription)")
        guard found.count == wanted.count else { return }
        for (fence, block) in zip(found, wanted) {
            let isClosed = try Cmark.isClosed(block, in: text)
            #expect(
                fence.isClosed == isClosed, "closing of \(fence.place) in: \(text.debugDescription)")
        }
    }

    private func fences(in text: String) -> [Fence] {
        let source = SourceText(Array(text.utf8), file: "x.md")
        return CommonMarkDocument(source.bytes(fromLine: 1)).blocks().compactMap { block in
            guard case .code(let code) = block else { return nil }
            return Fence(code, in: source, firstLine: 1, file: "x.md")
        }
    }
}

extension Fence {
    /// The fence in the judge's form. Our info is as written, cmark's without escapes: those are left out.
    fileprivate func block(infoOf wanted: [Cmark.CodeBlock]) -> Cmark.CodeBlock {
        let written = String(decoding: info, as: UTF8.self).trimmingCharacters(in: .whitespaces)
        let judged = wanted.first { $0.startLine == place.line && $0.startColumn == place.column }?.info
        let hasEscapes = written.contains { "\\&".contains($0) }
        return Cmark.CodeBlock(
            startLine: place.line, startColumn: place.column, endLine: endLine,
            info: hasEscapes ? judged : (written.isEmpty ? nil : written), literal: body)
    }
}
