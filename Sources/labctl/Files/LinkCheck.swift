import Chapters
import FoundationEssentials
import Labs
import Steps
import Synchronization

/// Looks up what chapters link to; each file is read once, however many link to it.
final class LinkCheck: Sendable {
    private let pages = Mutex<[String: Set<String>]>([:])

    /// What is wrong with the links of a chapter.
    func problems(of chapter: Chapter) -> [Diagnostic] {
        let folder = LabSearch.parent(of: chapter.path)
        let lint = LinkLint(
            page: { self.anchors(of: "\(folder)/\($0)") },
            exists: { FileManager.default.fileExists(atPath: "\(folder)/\($0)") },
            refusal: { Self.refusal(of: $0, in: folder) })
        return lint.problems(of: chapter)
    }

    /// Why a file does not leave this computer; nil where it may.
    private static func refusal(of path: String, in folder: String) -> String? {
        do throws(FileBelow.Refusal) {
            _ = try FileBelow(path, below: folder)
            return nil
        } catch { return error.words }
    }

    private func anchors(of path: String) -> Set<String>? {
        if let known = pages.withLock({ $0[path] }) { return known }
        guard let bytes = try? TextFile.read(path) else { return nil }
        let anchors = Chapter(path: path, bytes: bytes).anchors
        pages.withLock { $0[path] = anchors }
        return anchors
    }
}
