import Glibc

/// Tells the markers in a stream from the output around them, wherever the stream is cut into pieces.
struct MarkerScanner {
    /// A stretch of the stream.
    enum Piece: Equatable {
        case output(ArraySlice<UInt8>)
        case marker(BashProtocol.Marker)
    }

    /// No marker is longer than this after its nonce.
    private static let longestText = 40

    private let opening: [UInt8]
    private var held: [UInt8] = []

    init(nonce: String) {
        opening = [BashProtocol.separator] + Array(nonce.utf8)
    }

    /// Takes the next bytes of the stream, and returns the pieces that are complete. The possible beginning
    /// of a marker is kept back.
    mutating func scan(_ bytes: [UInt8]) -> [Piece] {
        let stream = held.isEmpty ? bytes : held + bytes
        held = []
        var pieces: [Piece] = []
        var done = 0
        var next = 0
        while let start = Self.separator(in: stream[next...]) {
            switch match(stream[start...]) {
            case .none:
                next = start + 1
            case .partial:
                held = Array(stream[start...])
                return pieces + output(stream[done..<start])
            case .whole(let marker, let end):
                pieces += output(stream[done..<start]) + [.marker(marker)]
                (done, next) = (end, end)
            }
        }
        return pieces + output(stream[done...])
    }

    /// By memchr(3): most output has no separator at all, and there may be much of it.
    private static func separator(in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress,
                let found = memchr(start, Int32(BashProtocol.separator), buffer.count)
            else { return nil }
            return bytes.startIndex + (UnsafeRawPointer(found) - start)
        }
    }

    private enum Match {
        case none, partial, whole(BashProtocol.Marker, end: Int)
    }

    private func match(_ bytes: ArraySlice<UInt8>) -> Match {
        guard bytes.count >= opening.count else { return opening.starts(with: bytes) ? .partial : .none }
        guard bytes.starts(with: opening) else { return .none }
        let text = bytes.dropFirst(opening.count).prefix(Self.longestText)
        guard let newline = text.firstIndex(of: UInt8(ascii: "\n")) else {
            return text.count < Self.longestText ? .partial : .none
        }
        let marker = BashProtocol.marker(String(decoding: text[..<newline], as: UTF8.self)[...])
        return marker.map { .whole($0, end: newline + 1) } ?? .none
    }

    private func output(_ bytes: ArraySlice<UInt8>) -> [Piece] {
        bytes.isEmpty ? [] : [.output(bytes)]
    }
}
