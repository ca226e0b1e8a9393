import Chapters
import FoundationEssentials
import Labs

/// Pictures of a chapter as `data:` URLs (RFC 2397).
enum DataURL {
    private static let types = [
        "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
        "gif": "image/gif",
        "webp": "image/webp",
    ]

    /// How large a picture may be, in bytes.
    static let largest = 32 << 20

    /// A drawing as a `data:` URL.
    static func of(svg text: String) -> String {
        "data:image/svg+xml;base64,\(Data(text.utf8).base64EncodedString())"
    }

    /// A picture beside a chapter as a `data:` URL; nil where it is none, or cannot be read.
    static func of(_ path: String, in folder: String) -> String? {
        let plain = PercentEncoding.decoded(path)
        guard let type = plain.split(separator: ".").last.flatMap({ types[$0.lowercased()] }),
            let bytes = try? FileBelow(plain, below: folder).bytes(upTo: largest)
        else { return nil }
        return "data:\(type);base64,\(Data(bytes).base64EncodedString())"
    }
}
