import Foundation

/// A Swift file of a room: the types that it declares, and the names that it mentions.
struct SourceFile {
    /// Its path below `Sources`.
    let path: String
    /// The folder of its room that it lies in; empty for a file that lies beside the folders.
    let folder: String
    /// The types that it declares outside of any other, for others to name.
    private(set) var types: Set<String> = []
    /// The names that may be those of another file's types.
    private(set) var names: Set<String> = []
    /// Whether each brace of it has its partner: else it was misread.
    let isBalanced: Bool

    /// Reads a file below `Sources/room`.
    init(_ name: String, of room: String) throws {
        path = "\(room)/\(name)"
        folder = name.contains("/") ? String(name.prefix { $0 != "/" }) : ""
        let tokens = SwiftTokens(try String(contentsOf: House.sources.appending(path: path), encoding: .utf8))
            .list
        var depth = 0, own: Set<String> = [], isPrivate = false
        for (index, token) in tokens.enumerated() {
            let before = index > 0 ? tokens[index - 1] : ""
            if token == "{" { depth += 1 } else if token == "}" { depth -= 1 }
            if Self.declaring.contains(before), before != "import" {
                own.insert(token)
                if depth == 0, !isPrivate { types.insert(token) }
            } else if before != ".", before != "import", token.first?.isUppercase == true {
                names.insert(token)
            }
            if depth == 0, !Self.modifiers.contains(token) { isPrivate = false }
            if ["private", "fileprivate"].contains(token) { isPrivate = true }
        }
        names.subtract(own)
        isBalanced = depth == 0
    }

    private static let declaring: Set = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    private static let modifiers: Set = declaring.union(["private", "fileprivate", "final", "indirect"])
}
