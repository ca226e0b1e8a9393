import Testing

@testable import SSH

@Suite("The markers in a shell's output")
struct MarkerTests {
    private func collect(_ pieces: [[MarkerScanner.Piece]]) -> (
        output: [UInt8], markers: [BashProtocol.Marker]
    ) {
        pieces.joined().reduce(into: ([], [])) { all, piece in
            switch piece {
            case .output(let bytes): all.output += bytes
            case .marker(let marker): all.markers.append(marker)
            }
        }
    }

    @Test("are found wherever the stream is cut, and leave the output whole")
    func cuts() {
        let stream = Array(
            "one\u{1E}two\u{1E}abcb17\nthree\u{1E}abce0 1\n\u{1E}abce3 0\n\u{1E}abcx\n\u{1E}ab".utf8)
        let expected: [BashProtocol.Marker] = [
            .begin(group: 17), .end(status: 0, leftovers: false), .end(status: 3, leftovers: true),
            .endOfErrors,
        ]
        for first in 0...stream.count {
            for second in first...stream.count {
                var scanner = MarkerScanner(nonce: "abc")
                let parts = [stream[..<first], stream[first..<second], stream[second...]]
                let found = collect(parts.map { scanner.scan(Array($0)) })
                #expect(found.markers == expected)
                #expect(found.output == Array("one\u{1E}twothree".utf8))
            }
        }
    }

    @Test("are not what only looks like one")
    func impostors() {
        let stream = Array("\u{1E}abcq\n\u{1E}abce1\n\u{1E}abdb1\n\u{1E}abcb1 2\n".utf8)
        var scanner = MarkerScanner(nonce: "abc")
        let found = collect([scanner.scan(stream)])
        #expect(found.markers.isEmpty && found.output == stream)
    }

    @Test("A word is quoted for the shell whatever is in it")
    func quoting() {
        #expect(BashProtocol.quote("it's $HOME") == #"'it'\''s $HOME'"#)
        #expect(BashProtocol.quote("") == "''")
    }

    @Test("A captured output keeps its beginning and its end, and counts the rest")
    func capture() {
        var output = CapturedOutput(kept: 10)
        for byte in UInt8(0)..<200 { output.append([byte]) }
        #expect(output.head == [0, 1, 2, 3, 4] && output.tail == [195, 196, 197, 198, 199])
        #expect(output.omitted == 190 && output.total == 200)
        var whole = CapturedOutput(kept: 10)
        whole.append([1, 2, 3, 4, 5, 6, 7])
        #expect(whole.bytes == [1, 2, 3, 4, 5, 6, 7] && whole.omitted == 0)
        #expect(whole == CapturedOutput([1, 2, 3, 4, 5, 6, 7]))
    }

    @Test("A captured output is cut where lines end, or words, so that no half of a secret is left")
    func cut() {
        var lines = CapturedOutput(kept: 40)
        lines.append(Array("one\nword is hunter22\n".utf8)[...])
        lines.append([UInt8](repeating: 0x2e, count: 100)[...])
        lines.append(Array("hunter22 again\nlast\n".utf8)[...])
        #expect(lines.text == "one\n… 133 bytes left out …\nlast\n")
        var words = CapturedOutput(kept: 20)
        words.append(Array("say hunter22, say hunter22, hear me".utf8)[...])
        #expect(words.text == "say\n… 25 bytes left out …\nhear me")
    }
}
