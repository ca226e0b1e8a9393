import FoundationEssentials
import Handouts
import Labs

extension Guide {
    /// The whole guide as one page.
    func singlePage() async throws -> String {
        try SinglePage.html(book, try await chapters { page, _ in page }, digest: Self.digest)
    }

    /// The same for printing.
    func onPaper(_ chapters: [ChapterPage], _ contents: PaperContents) throws -> String {
        try SinglePage.html(book, chapters, paper: contents, digest: Self.digest)
    }

    /// The SHA-256 of a text in Base64, by sha256sum(1).
    private static func digest(_ text: String) throws -> String {
        let words = try LocalCommand("sha256sum", input: text).runBlocking().split(separator: " ")
        let digits = Array((words.first ?? "").utf8)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
        return Data(bytes).base64EncodedString()
    }
}
