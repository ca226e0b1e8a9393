/// Words in a tree, so that all of them are looked for at once: Aho and Corasick, "Efficient String Matching" (1975).
struct WordTree: Sendable {
    private struct Node: Sendable {
        /// How many bytes lead here.
        var depth: Int
        /// Where to go on when no word goes on from here: the longest end of what leads here that begins a word.
        var fallback = 0
        /// How long the longest word is that ends here; 0 where none does.
        var longestWord = 0
    }

    /// Where a search stands; 0 before its first byte.
    typealias Position = Int

    private var nodes = [Node(depth: 0)]
    private var edges: [Int: Position] = [:]

    /// A tree of words; empty ones are left out.
    init(_ words: some Sequence<String>) {
        for word in words where !word.isEmpty { add(word.utf8) }
        connect()
    }

    /// Where a search stands after the next byte.
    func position(after byte: UInt8, from position: Position) -> Position {
        var position = position
        while true {
            if let next = edges[Self.edge(position, byte)] { return next }
            if position == 0 { return 0 }
            position = nodes[position].fallback
        }
    }

    /// How many of the last bytes may begin a word.
    func depth(at position: Position) -> Int { nodes[position].depth }

    /// How many of the last bytes are a word; 0 where none ends here.
    func longestWord(at position: Position) -> Int { nodes[position].longestWord }

    private mutating func add(_ word: String.UTF8View) {
        var position = 0
        for byte in word {
            let edge = Self.edge(position, byte)
            if edges[edge] == nil {
                edges[edge] = nodes.count
                nodes.append(Node(depth: nodes[position].depth + 1))
            }
            position = edges[edge] ?? 0
        }
        nodes[position].longestWord = nodes[position].depth
    }

    /// Finds every fallback, the shallow ones first: a node's is found from its parent's.
    private mutating func connect() {
        let byDepth = edges.sorted { nodes[$0.value].depth < nodes[$1.value].depth }
        for (edge, child) in byDepth where nodes[child].depth > 1 {
            let fallback = position(after: UInt8(edge & 0xFF), from: nodes[edge >> 8].fallback)
            nodes[child].fallback = fallback
            nodes[child].longestWord = max(nodes[child].longestWord, nodes[fallback].longestWord)
        }
    }

    private static func edge(_ position: Position, _ byte: UInt8) -> Int { position << 8 | Int(byte) }
}
