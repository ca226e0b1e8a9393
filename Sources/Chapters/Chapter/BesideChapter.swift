import Steps

/// The files beside a chapter that its blocks take their bodies from (`from=`), so that the text and the thing are one.
///
/// The reader of chapters opens no files itself: `read` answers what stands at a path relative to the chapter.
public struct BesideChapter: Sendable {
    /// The bytes of a file; nil where there is none.
    public var read: @Sendable (String) -> [UInt8]?

    /// Files as `read` finds them; none where nothing is said.
    public init(read: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }) { self.read = read }

    /// How large such a file may be, in bytes: it is shown in the text.
    public static let largest = 256 << 10
}

extension BesideChapter {
    /// A block with the body that its `from=` names; as it is, and a problem recorded, where that cannot be had.
    func filled(_ block: StepBlock, in chapter: String, _ problems: inout [Diagnostic]) -> StepBlock {
        guard let (path, place) = Self.source(of: block) else { return block }
        do throws(Diagnostic) {
            let folder = chapter.lastIndex(of: "/").map { chapter[...$0] } ?? ""
            let body = try text(of: path, file: folder + path, for: block, at: place)
            return block.with(body: body, at: SourcePlace(file: folder + path, line: 1, column: 1))
        } catch {
            problems.append(error)
            return block
        }
    }

    /// The path that a block's `from=` names, and where it stands.
    static func source(of block: StepBlock) -> (path: String, place: SourcePlace)? {
        guard let entry = block.attributes.entries.first(where: { $0.name == "from" }),
            case .text(let path) = entry.content
        else { return nil }
        return (path, entry.valuePlace)
    }

    private func text(of path: String, file: String, for block: StepBlock, at place: SourcePlace)
        throws(Diagnostic) -> String
    {
        guard block.body.isEmpty else {
            throw .error(
                "two-bodies", at: block.bodyPlace, "the block has a body, and takes it from \(path) too",
                ["Leave one of them out."])
        }
        guard !path.isEmpty, !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
            throw .error(
                "outside-path", at: place, "`from` cannot be `\(path)`",
                ["Write the path of a file below the chapter's own folder: assets/dns/watch.py."])
        }
        guard let bytes = read(path) else {
            throw .error(
                "missing-file", at: place, "there is no file \(path)",
                ["The path is relative to the chapter's own folder."])
        }
        guard bytes.count <= Self.largest else {
            throw .error(
                "large-file", at: place,
                "\(path) has \(bytes.count) bytes; \(Self.largest) can be shown in a chapter",
                ["Install larger files with an `artifact` step: url=local:\(path)."])
        }
        let text = SourceText(bytes, file: file)
        if let problem = text.problem { throw problem }
        return text.text(ofLines: 1..<text.lineCount + 1)
    }
}
