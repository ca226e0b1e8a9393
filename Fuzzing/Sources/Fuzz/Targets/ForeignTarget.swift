@testable import Steps

/// A template and a value that its author did not write, parted by the first zero byte: filled in for every language.
enum ForeignTarget: Target {
    static let name = "foreign"

    private static let place = SourcePlace(file: "chapter.md", line: 1)

    static func read(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0, maxSplits: 1)
        guard let template = parts.first else { return }
        let value = String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self)
        let scope = Scope(
            inventory: FuzzLab.inventory, host: FuzzLab.inventory.hosts[0], captures: ["v": .text(value)])
        let text = String(decoding: template, as: UTF8.self)
        guard let filled = try? Template.fill(text, from: scope, at: place) else { return }
        for language in [Language.bash, .yaml, .json, .ini, .text, .expression, .other("x")] {
            guard let written = try? language.fill(filled, at: place) else { continue }
            let bound = 64 + 8 * (filled.utf8.count + 1)
            expect(written.utf8.count <= bound, "\(language) grows what it quotes")
            if case .json = language { continue }
            expect(
                ForeignText(written) == nil || text.contains("\u{10FFF0}"), "\(language) leaves a stand-in")
        }
        alike(text, value)
        _ = LinePatterns(filled).mismatch(in: value)
        _ = filled.asData
    }

    /// Where bash may have a value that is no plain word, it may have any line of words: a proof does not go by the value.
    private static func alike(_ text: String, _ value: String) {
        let isRaw = text.contains("{{{") || text.contains("&")
        guard !isRaw, !ForeignValue(name: "v", text: value).isInert, script(text, value) else { return }
        expect(script(text, "q7 z"), "a proof of bash goes by the value")
    }

    private static func script(_ text: String, _ value: String) -> Bool {
        let scope = Scope(
            inventory: FuzzLab.inventory, host: FuzzLab.inventory.hosts[0], captures: ["v": .text(value)])
        return (try? scope.script(text, at: place)) != nil
    }
}
