import FoundationEssentials
import Glibc
import Steps

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
        guard let data = FileManager.default.contents(atPath: path(of: name)) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// Every value by its name.
    public var all: [String: String] {
        let names = Files.names(in: folder).filter { !$0.hasSuffix(".new") }.map(Self.name)
        return Dictionary(names.compactMap { name in self[name].map { (name, $0) } }) { first, _ in first }
    }

    /// Keeps a value; throws `LabError` where it cannot be written.
    public func keep(_ value: String, as name: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw LabError("\(folder) cannot be made: \(String(cString: strerror(errno)))") }
        try Files.write(value, to: path(of: name), mode: 0o600)
    }

    /// Forgets a value.
    public func forget(_ name: String) { Files.remove(path(of: name)) }

    /// Forgets every value of the sort.
    public func forgetAll() { Files.remove(folder) }

    private func path(of name: String) -> String { "\(folder)/\(Self.fileName(of: name))" }

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
