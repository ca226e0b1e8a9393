import Steps

/// The files beside a chapter that its blocks take their bodies from (`from=`), so that the text and the thing are one.
///
/// The reader of chapters opens no files itself: `read` returns the file at a path relative to the chapter.
public struct BesideChapter: Sendable {
    /// What stands at a path.
    public enum Found: Sendable {
        /// A file, and all of its bytes.
        case bytes([UInt8])
        /// Nothing.
        case missing
        /// A file of more than `largest` bytes.
        case tooLong
        /// Something that is not read, and why: "leads out of the chapter's folder".
        case refused(String)
    }

    /// What stands at a path; no link may lead out of the chapter's folder.
    public var read: @Sendable (String) -> Found

    /// Files as `read` finds them; none by default.
    public init(read: @escaping @Sendable (String) -> Found = { _ in .missing }) { self.read = read }

    /// How large such a file may be, in bytes: it is shown in the text.
    public static let largest = 256 << 10
}

extension BesideChapter {
    /// A block with the body that its `from=` names; unchanged, with a recorded problem, if the file cannot
    /// be read.
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
        let bytes = try bytes(of: path, at: place)
        let text = SourceText(bytes, file: file)
        if let problem = text.problem ?? text.hiddenCharacters(in: file).first { throw problem }
        return text.text(ofLines: 1..<text.lineCount + 1)
    }

    private func bytes(of path: String, at place: SourcePlace) throws(Diagnostic) -> [UInt8] {
        switch read(path) {
        case .bytes(let bytes) where bytes.count <= Self.largest: return bytes
        case .bytes, .tooLong:
            throw .error(
                "large-file", at: place,
                "\(path) has more than the \(Self.largest) bytes that a chapter can show",
                ["Install larger files with an `artifact` step: url=local:\(path)."])
        case .missing:
            throw .error(
                "missing-file", at: place, "there is no file \(path)",
                ["The path is relative to the chapter's own folder."])
        case .refused(let reason):
            throw .error(
                "outside-path", at: place, "\(path) \(reason)",
                [
                    "Put a regular file below the chapter's own folder: what lies elsewhere does not leave this computer."
                ])
        }
    }
}
