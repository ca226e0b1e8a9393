/// Text measured in the columns that a terminal gives it (Unicode Standard Annex 11, East Asian Width).
public enum Columns {
    /// How many columns a text takes.
    public static func width(of text: some StringProtocol) -> Int {
        text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.count : text.reduce(0) { $0 + width(of: $1) }
    }

    /// How many columns a character takes: none, one, or two for wide ones and pictures.
    public static func width(of character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        return scalar.isWide || character.unicodeScalars.contains("\u{FE0F}") ? 2 : 1
    }

    /// The text and as many spaces as fill the columns.
    public static func pad(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - width(of: text)))
    }

    /// Spaces and the text, right at the end of the columns.
    static func padLeft(_ text: String, to columns: Int) -> String {
        String(repeating: " ", count: max(0, columns - width(of: text))) + text
    }

    /// The text, ended by `…` where it takes more than the columns.
    public static func fit(_ text: String, in columns: Int) -> String {
        guard width(of: text) > columns else { return text }
        return String(prefix(of: text, in: max(0, columns - 1))) + "…"
    }

    /// The text in rows of at most so many columns, parted at spaces where that leaves a row at least half full.
    ///
    /// Past `limit` rows the last one ends in `…`.
    public static func wrap(_ text: String, in columns: Int, limit: Int = .max) -> [String] {
        var rows: [String] = []
        var rest = text.expandingTabs[...]
        while width(of: rest) > columns {
            if rows.count + 1 == limit { return rows + [fit(String(rest), in: columns)] }
            var row = prefix(of: rest, in: max(1, columns))
            if row.isEmpty { row = rest.prefix(1) }
            if let space = row.lastIndex(of: " "), width(of: row[..<space]) >= columns / 2 {
                row = row[...space]
            }
            rows.append(String(row.trimmingTrailingSpace))
            rest = rest[row.endIndex...]
        }
        return rows + [String(rest)]
    }

    private static func prefix(of text: some StringProtocol, in columns: Int) -> Substring {
        var left = columns
        return Substring(text).prefix { character in
            left -= width(of: character)
            return left >= 0
        }
    }
}

extension String {
    /// The text with its tabs as spaces up to the next eighth column.
    fileprivate var expandingTabs: String {
        guard contains("\t") else { return self }
        return split(separator: "\t", omittingEmptySubsequences: false).dropLast().reduce(into: "") {
            text, part in
            text += part
            text += String(repeating: " ", count: 8 - Columns.width(of: text) % 8)
        } + (split(separator: "\t", omittingEmptySubsequences: false).last ?? "")
    }
}

extension Unicode.Scalar {
    /// Whether terminals give it two columns: the wide blocks of EastAsianWidth.txt, and pictures.
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0x26A1, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }
}

extension Substring {
    /// The text without the one space that a row was parted at.
    fileprivate var trimmingTrailingSpace: Substring { last == " " ? dropLast() : self }
}
