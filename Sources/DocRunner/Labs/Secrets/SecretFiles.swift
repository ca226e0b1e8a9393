/// Values that are kept for a lab and that nobody but its user may read: a file each (0600) in a folder (0700).
public struct SecretFiles: Sendable {
    /// What a value was made or learnt by; each sort has a folder of its own.
    public enum Sort: String, Sendable {
        /// labctl made it up.
        case generated
        /// A step's output.
        case captured
        /// What heals a drill, by its step, where a secret is in it.
        case healing
    }

    private let folder: String

    /// The values of a sort in a lab's state directory.
    public init(_ sort: Sort, in stateDirectory: String) {
        folder = "\(stateDirectory)/secrets/\(sort.rawValue)"
    }

    /// The value of a name; nil where none is kept.
    public subscript(name: String) -> String? {
        opened?.text(of: Self.fileName(of: name))
    }

    /// The folder where it is there and the user's alone.
    private var opened: PrivateFolder? { (try? PrivateFolder(existing: folder)) ?? nil }

    /// Every value by its name.
    public var all: [String: String] {
        let names = (opened?.names ?? []).filter { !$0.hasSuffix(".new") }.map(Self.name)
        return Dictionary(names.compactMap { name in self[name].map { (name, $0) } }) { first, _ in first }
    }

    /// Keeps a value; throws `LabError` where it cannot be written.
    public func keep(_ value: String, as name: String) throws {
        try PrivateFolder(folder).write(value, to: Self.fileName(of: name))
    }

    /// Forgets a value.
    public func forget(_ name: String) { opened?.remove(Self.fileName(of: name)) }

    /// Forgets every value of the sort.
    public func forgetAll() {
        guard let opened else { return }
        for name in opened.names { opened.remove(name) }
    }

    /// A name as a file's: all but letters, digits, `-` and `_` in hexadecimal, so that none leads elsewhere.
    private static func fileName(of name: String) -> String {
        name.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            let isPlain =
                character.isASCII && (character.isLetter || character.isNumber || "-_".contains(character))
            return isPlain ? String(character) : "%" + String(UInt16(byte) + 0x100, radix: 16).dropFirst()
        }.joined()
    }

    private static func name(_ fileName: String) -> String {
        let parts = fileName.split(separator: "%", omittingEmptySubsequences: false)
        let bytes = parts.dropFirst().flatMap { part in
            (UInt8(part.prefix(2), radix: 16).map { [$0] } ?? []) + part.dropFirst(2).utf8
        }
        return String(decoding: Array((parts.first ?? "").utf8) + bytes, as: UTF8.self)
    }
}
