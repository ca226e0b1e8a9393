import Foundation
import Steps
import Testing

@testable import DocRunner
@testable import labctl

@Suite("Consent to code on this computer")
struct ConsentTests {
    @Test("is wanted for what a journal would have carried out here, and tells all of it")
    func journal() throws {
        let folder = NSTemporaryDirectory() + "labctl-consent-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let journal = try Journal(directory: folder)
        let heal = HostHeal(host: "local", actions: [.run(Script("echo one\necho two"))])
        try journal.remember(UnhealedDrill(step: "x\u{1B}[2J", since: 1, heals: [heal]))
        let mutation = OpenMutation(host: "local", step: "a", title: "t", undoing: Script("echo three"))
        try journal.remember(mutation)
        let code = try journal.localCode()
        #expect(
            code.flatMap(\.rows) == [
                "what heals drill `x`", "    (", "    echo one", "    echo two", "    )",
                "what undoes a mutation of `a`",
                "    echo three",
            ])
    }

    @Test("is none as long as nothing was shown, and total where it was given beforehand")
    func given() throws {
        #expect(!LocalConsent(isGiven: false, asks: false).isGiven)
        #expect(LocalConsent(isGiven: true, asks: false).isGiven)
    }

    @Test("is asked with bounded words, and says what is left out")
    func bounds() {
        let long = LocalCode("c.md:1:1: #a", Array(repeating: "echo x", count: 500).joined(separator: "\n"))
        #expect(long.rows.count == 62)
        #expect(long.rows.last == "    … and 440 more lines: read them there")
        let forged = LocalCode("c.md:1:1: #a", "echo \u{1B}[31m\u{202E}x\rDo you trust")
        #expect(forged.rows == ["c.md:1:1: #a", "    echo x / Do you trust"])
    }
}
