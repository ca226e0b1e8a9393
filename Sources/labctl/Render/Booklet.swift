import FoundationEssentials
import Glibc
import Handouts
import Labs

/// A guide on paper, printed by a Chromium that is installed.
struct Booklet {
    let paper: FormOptions.Paper

    /// The names under which distributions install it.
    private static let browsers = [
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    ]

    /// Enough for numbers that move what they number.
    private static let prints = 4

    /// Prints it until its contents are right, which is twice as a rule: browsers cannot yet tell on which page a heading
    /// comes to stand (CSS target-counter), so one print tells and the next has the numbers.
    func print(_ guide: Guide, to output: String) async throws {
        guard let browser = Self.browsers.first(where: Program.isInstalled) else {
            throw Failure(
                "there is no Chromium to print with",
                [
                    "Install one: sudo apt-get install chromium",
                    "Or print the pages of `labctl render` from a browser.",
                ],
                status: .failed)
        }
        guard Program.isInstalled("pdftotext") else {
            throw Failure(
                "pdftotext is missing: it tells the contents their page numbers",
                ["Install it: sudo apt-get install poppler-utils"], status: .failed)
        }
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "labctl-print-\(UUID().uuidString)"
        ).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let pages = try await guide.chapters { page, _ in page }
        var contents = PaperContents(size: paper == .a4 ? "A4" : "letter")
        for _ in 1...Self.prints {
            try await print(guide.onPaper(pages, contents), by: browser, in: folder)
            let numbered = contents.numbered(by: try await Self.texts(in: folder), of: guide.book)
            if numbered == contents { break }
            contents = numbered
        }
        try TextFile.write(Data(contentsOf: URL(filePath: "\(folder)/guide.pdf")), to: output)
    }

    private func print(_ html: String, by browser: String, in folder: String) async throws {
        try TextFile.write(html, to: "\(folder)/guide.html")
        // Without a profile of its own it would wait for a browser that is open.
        try await LocalCommand(
            [
                browser, "--headless", "--disable-gpu", "--no-pdf-header-footer",
                "--user-data-dir=\(folder)/profile",
                "--print-to-pdf=\(folder)/guide.pdf",
            ] + (geteuid() == 0 ? ["--no-sandbox"] : []) + ["file://\(folder)/guide.html"]
        ).run()
    }

    /// What stands on each page.
    private static func texts(in folder: String) async throws -> [String] {
        try await LocalCommand("pdftotext", "-raw", "\(folder)/guide.pdf", "\(folder)/guide.txt").run()
        return try String(contentsOf: URL(filePath: "\(folder)/guide.txt"), encoding: .utf8)
            .split(separator: "\u{0C}", omittingEmptySubsequences: false).map(String.init)
    }
}
