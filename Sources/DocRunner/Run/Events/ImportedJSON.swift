import FoundationEssentials
import PlainText
import Steps

/// A record of a run that somebody else may have written: a file of events, or a row of a journal.
///
/// It is as foreign as what a host prints. Before anything of it is decoded every text is cleaned, whatever its name
/// is, and every number is brought within bounds that can be added up and shown.
public enum ImportedJSON {
    /// How long a record may be, in bytes: evidence is bounded to much less.
    public static let longest = 4 << 20

    /// Reads a value of a record; throws `DecodingError` for one that is too long, nested too deeply or of another form.
    public static func decode<T: Decodable>(_ type: T.Type = T.self, from text: some StringProtocol) throws
        -> T
    {
        guard text.utf8.count <= longest else { throw refusal("It is longer than \(longest >> 20) MiB.") }
        let decoder = JSONDecoder()
        let node = try decoder.decode(Node.self, from: Data(text.utf8))
        return try decoder.decode(T.self, from: JSONEncoder().encode(node))
    }

    fileprivate static func refusal(_ reason: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: reason))
    }

    /// Any value of JSON, made harmless as it is read.
    private enum Node: Codable {
        case null
        case flag(Bool)
        case whole(Int64)
        case number(Double)
        case text(String)
        case list([Node])
        case object([String: Node])

        /// Far beyond any time, count or length of a real run, and far from where sums overflow.
        private static let largest: Int64 = 100_000_000_000
        private static let deepest = 32
        private static let longestLine = 64 << 10
        /// What may have several lines; everything else is a name or a sentence.
        private static let passages: Set = ["text", "evidence", "message", "detail"]

        init(from decoder: any Decoder) throws {
            guard decoder.codingPath.count <= Self.deepest else {
                throw ImportedJSON.refusal("It is nested too deeply.")
            }
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .null
            } else if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else if let text = try? value.decode(String.self) {
                self = .text(Self.clean(text, named: decoder.codingPath.last?.stringValue))
            } else if let number = try? value.decode(Int64.self) {
                self = .whole(min(max(number, -Self.largest), Self.largest))
            } else if let number = try? value.decode(Double.self) {
                let bound = Double(Self.largest)
                self = .number(number.isFinite ? min(max(number, -bound), bound) : 0)
            } else if let list = try? decoder.unkeyedContainer() {
                self = .list(try Self.items(of: list))
            } else {
                self = .object(try value.decode([String: Node].self))
            }
        }

        private static func items(of list: any UnkeyedDecodingContainer) throws -> [Node] {
            var list = list
            var items: [Node] = []
            while !list.isAtEnd { items.append(try list.decode(Node.self)) }
            return items
        }

        private static func clean(_ text: String, named name: String?) -> String {
            let clean = HostText.clean(text.utf8)
            return passages.contains(name ?? "") ? clean : HostText.line(clean, limit: longestLine)
        }

        func encode(to encoder: any Encoder) throws {
            var value = encoder.singleValueContainer()
            switch self {
            case .null: try value.encodeNil()
            case .flag(let flag): try value.encode(flag)
            case .whole(let number): try value.encode(number)
            case .number(let number): try value.encode(number)
            case .text(let text): try value.encode(text)
            case .list(let list): try value.encode(list)
            case .object(let object): try value.encode(object)
            }
        }
    }
}
