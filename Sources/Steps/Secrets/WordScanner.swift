/// Looks for the words of a tree in bytes that come one by one.
struct WordScanner: Sendable {
    private let tree: WordTree
    private let skipsSpace: Bool
    private var position: WordTree.Position = 0
    /// How many bytes of space were passed over since each of the bytes that may begin a word, and in all.
    private var skipped: [Int] = []
    private var skippedInAll = 0
    private var skippedInARow = 0

    /// A scanner; with `skipsSpace` a word that has begun may be separated by line ends and indentation.
    init(_ tree: WordTree, skipsSpace: Bool = false) {
        self.tree = tree
        self.skipsSpace = skipsSpace
    }

    /// How many of the last bytes may begin a word, space that was passed over included.
    var pending: Int {
        let depth = tree.depth(at: position)
        return depth == 0 ? 0 : length(of: depth) + skippedInARow
    }

    /// Takes the next byte; answers how many of the last bytes are a word.
    mutating func take(_ byte: UInt8) -> Int {
        if skipsSpace, passesOver(byte) { return 0 }
        skippedInARow = 0
        position = tree.position(after: byte, from: position)
        let depth = tree.depth(at: position)
        if skipsSpace {
            skipped.append(skippedInAll)
            if skipped.count > 2 * depth + 64 { skipped.removeFirst(skipped.count - depth) }
        }
        return length(of: tree.longestWord(at: position))
    }

    /// Begins anew.
    mutating func restart() {
        position = 0
        skipped = []
        (skippedInAll, skippedInARow) = (0, 0)
    }

    /// How many bytes the last `count` are that were not passed over, with those between them that were.
    private func length(of count: Int) -> Int {
        guard skipsSpace, count > 0 else { return count }
        return count + skippedInAll - skippedInARow - skipped[skipped.count - count]
    }

    /// Encoders break lines at 64 or 76 characters, and YAML indents what follows; more space than that parts words.
    private mutating func passesOver(_ byte: UInt8) -> Bool {
        guard byte == 0x20 || (0x09...0x0D).contains(byte),
            tree.depth(at: position) >= SecretForms.firstPiece,
            skippedInARow < 32
        else { return false }
        skippedInAll += 1
        skippedInARow += 1
        return true
    }
}
