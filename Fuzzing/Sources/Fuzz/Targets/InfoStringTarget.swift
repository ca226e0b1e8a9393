import Steps
@testable import Chapters

/// What stands behind the fence characters of a code block.
enum InfoStringTarget: Target {
    static let name = "info-string"
    static let longest = 1024

    static func read(_ bytes: [UInt8]) {
        let line = bytes.filter { $0 != UInt8(ascii: "\n") }
        guard let info = InfoString(line[...], at: SourcePlace(file: "chapter.md", line: 7, column: 4)) else {
            return expect(!line.contains(UInt8(ascii: "{")), "a brace makes it an info string of a step")
        }
        let places = info.problems.map(\.place) + info.entries.flatMap { [$0.place, $0.valuePlace] }
        for place in places + [info.kindPlace] {
            let isInside = place.line == 7 && (4...(line.count + 4)).contains(place.column)
            expect(isInside, "\(place) of \(line.count) bytes")
        }
        expect(info.problems.count <= line.count + 2, "a problem costs a byte at least")
        let isStep = !info.kind.isEmpty
        expect(isStep || !info.problems.isEmpty, "what has no kind has a problem")
    }
}
