import Reports
import Testing

@testable import labctl

/// A chapter's prose as the tutor shows it.
@Suite struct ProseTests {
    @Test("prose comes out as the case expects, plain and coloured", arguments: CaseFolder.all("prose"))
    func prose(_ folder: CaseFolder) throws {
        let text = try folder.text("prose.md")
        let plain = TerminalProse(surface: Surface(columns: 80)).rows(text)
        let colored = TerminalProse(surface: Surface(columns: 60, isColored: true)).rows(text)
        let visible = colored.map { $0.replacing("\u{1B}", with: "^[") }
        try folder.expect((plain + ["----"] + visible).map { $0 + "\n" }.joined(), in: "expected.txt")
    }
}
