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
}
