import Reports

/// The inline markup of a paragraph for a terminal: code, strong, emphasis, links (CommonMark 6, the simple cases).
struct InlineMarkdown {
    /// Whether markup can be shown by looks; without them code keeps its marks.
    let isColored: Bool

    /// The text with its markup as looks.
    func styled(_ text: String) -> StyledText {
        var styled = StyledText()
        var rest = text[...]
        var look: Surface.Look?
        while let character = rest.first {
            if character == "`", let code = Self.code(in: rest) {
                styled.append(isColored ? code.text : "`\(code.text)`", isColored ? .cyan : nil)
                rest = code.rest
            } else if let mark = ["**", "__", "*", "_"].first(where: rest.hasPrefix), isMark(mark, rest, look)
            {
                look = look == nil ? .bold : nil
                rest = rest.dropFirst(mark.count)
            } else if let link = Self.link(in: rest) {
                styled.append(link.text, look ?? .bold)
                rest = link.rest
            } else {
                let escaped = character == "\\" && rest.dropFirst().first?.isPunctuation == true
                styled.append(String(escaped ? rest.dropFirst().prefix(1) : rest.prefix(1)), look)
                rest = rest.dropFirst(escaped ? 2 : 1)
            }
        }
        return styled
    }

    /// Whether a mark opens or closes emphasis here: letters touch it on the right side, and another one closes it.
    private func isMark(_ mark: String, _ rest: Substring, _ look: Surface.Look?) -> Bool {
        let after = rest.dropFirst(mark.count)
        if look != nil { return true }
        guard let next = after.first, !next.isWhitespace, after.firstRange(of: mark) != nil else {
            return false
        }
        let before =
            rest.startIndex > rest.base.startIndex ? rest.base[rest.base.index(before: rest.startIndex)] : " "
        return mark.hasPrefix("*") || !(before.isLetter || before.isNumber)
    }

    private static func code(in text: Substring) -> (text: String, rest: Substring)? {
        let fence = String(text.prefix { $0 == "`" })
        let inner = text.dropFirst(fence.count)
        guard let end = inner.firstRange(of: fence) else { return nil }
        return (String(inner[..<end.lowerBound]), inner[end.upperBound...])
    }

    /// `[text](target)` and `![alt](target)`: the words, and the target where it leads out.
    private static func link(in text: Substring) -> (text: String, rest: Substring)? {
        let isPicture = text.hasPrefix("![")
        guard isPicture || text.hasPrefix("["), let middle = text.firstRange(of: "]("),
            let end = text[middle.upperBound...].firstIndex(of: ")")
        else { return nil }
        let words = text[..<middle.lowerBound].dropFirst(isPicture ? 2 : 1)
        let target = text[middle.upperBound..<end]
        let shown =
            isPicture ? "[picture: \(words)]" : target.contains("://") ? "\(words) <\(target)>" : "\(words)"
        return (shown, text[text.index(after: end)...])
    }
}
