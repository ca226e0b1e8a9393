import PlainText
@testable import Chapters
@testable import Steps

/// A transcript and what a host answers to it; the input is both, parted by a byte 0xFF.
enum TranscriptTarget: Target {
    static let name = "transcript"

    static func read(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0xFF, maxSplits: 1, omittingEmptySubsequences: false)
        let body = String(decoding: parts[0], as: UTF8.self)
        let answer = HostText.clean(parts.count > 1 ? parts[1] : [])
        var decoder = StepDecoder(block(body))
        let check = CheckStep(from: &decoder)
        guard let probe = check.probe(on: .local), decoder.attributes.problems.isEmpty else { return }
        for reply in [Reply(status: 0, output: answer), Reply(status: 0, output: framed(answer))] {
            expectBounded(probe.judge(reply), by: bytes.count)
        }
        expectFits(body, answer)
    }

    /// The answer as the questionnaire of one command frames it.
    private static func framed(_ answer: String) -> String {
        "= 0\n" + answer.split(separator: "\n", omittingEmptySubsequences: false).map { "|\($0)\n" }.joined()
    }

    /// A text fits itself and an open line; a mismatch shows each line once.
    private static func expectFits(_ patterns: String, _ text: String) {
        expect(LinePatterns("...").mismatch(in: text) == nil, "an open line takes any text")
        if !text.contains("...") {
            expect(LinePatterns(text).mismatch(in: text) == nil, "a text fits itself")
        }
        guard let shown = LinePatterns(patterns).mismatch(in: text) else { return }
        let most = 2 * (patterns.utf8.count + text.utf8.count) + 64
        expect(shown.utf8.count <= 2 * most, "\(shown.utf8.count) bytes shown")
    }

    private static func expectBounded(_ finding: Finding, by size: Int) {
        let shown = finding.differences.map { $0.summary.utf8.count + $0.evidence.utf8.count }.reduce(0, +)
        expect(shown <= 32 * size + 4096, "\(shown) bytes shown of \(size)")
    }

    private static func block(_ body: String) -> StepBlock {
        let place = SourcePlace(file: "chapter.md", line: 1)
        return StepBlock(
            language: "console", kind: "check", kindPlace: place, id: nil,
            attributes: Fields(title: "step kind `check`", entries: [], place: place), body: body,
            bodyPlace: place.moved(lines: 1), place: place)
    }
}
