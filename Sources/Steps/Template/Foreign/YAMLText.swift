import Yams

/// How foreign values stand in YAML (1.1), by the style of the scalar that they are part of.
struct YAMLText {
    private let text: ForeignText
    private let marks: [Int]
    /// The stand-in for a value while libyaml reads the text: a character without a special meaning in YAML.
    private static let standIn: Unicode.Scalar = "\u{10FFF4}"

    init(_ text: ForeignText) {
        self.text = text
        marks = text.marks
    }

    var decisions: [Language.Decision] {
        let shown = text.replacing(marks.map { ($0..<$0 + 1, String(Self.standIn)) })
        guard let documents = try? AliasBound.documents(shown) else {
            return text.each { value, _ in
                .refuse("the text around it is not YAML", "Mend it; `{{\(value.name)}}` is a word to YAML.")
            }
        }
        var decisions = [Language.Decision?](repeating: nil, count: marks.count)
        let scalars = documents.flatMap { Self.scalars(of: $0) }
        for scalar in scalars where scalar.string.unicodeScalars.contains(Self.standIn) {
            decide(scalar, &decisions)
        }
        return zip(decisions, zip(text.values, marks)).map { $0 ?? outside($1.0, at: $1.1) }
    }

    /// Every scalar, keys included, in the order of the text.
    private static func scalars(of node: Node) -> [Node.Scalar] {
        switch node {
        case .scalar(let scalar): [scalar]
        case .sequence(let sequence): sequence.flatMap { scalars(of: $0) }
        case .mapping(let mapping): mapping.flatMap { scalars(of: $0.key) + scalars(of: $0.value) }
        case .alias: []
        }
    }

    /// Decides on the values of one scalar; only a plain scalar is rewritten as a whole.
    private func decide(_ scalar: Node.Scalar, _ decisions: inout [Language.Decision?]) {
        guard let mark = scalar.mark, let start = offset(of: mark) else { return }
        let indices = marks.indices.filter { marks[$0] >= start }.prefix(
            scalar.string.unicodeScalars.count { $0 == Self.standIn })
        if scalar.style == .plain { return decidePlain(scalar, indices, &decisions) }
        for index in indices {
            decisions[index] = decision(on: text.values[index], at: marks[index], in: scalar.style)
        }
    }

    private func decidePlain(
        _ scalar: Node.Scalar, _ indices: ArraySlice<Int>, _ decisions: inout [Language.Decision?]
    ) {
        let parts = scalar.string.unicodeScalars.split(
            separator: Self.standIn, omittingEmptySubsequences: false
        ).map(
            String.init)
        guard let first = indices.first, let last = indices.last, parts.count == indices.count + 1 else {
            return
        }
        let begin = marks[first] - parts[0].utf8.count
        let end = marks[last] + 1 + parts[parts.count - 1].utf8.count
        let whole = parts.map { Array($0.utf8) }.joined(separator: [ForeignText.mark])
        guard begin >= 0, end <= text.bytes.count, text.bytes[begin..<end].elementsEqual(whole) else {
            for index in indices {
                decisions[index] = .refuse(
                    "it stands in a scalar of several lines", "Put it between double quotes.")
            }
            return
        }
        let values = indices.map { text.values[$0].text } + [""]
        let content = zip(parts, values).map { $0 + $1 }.joined()
        decisions[first] = .write(begin..<end, JSONText.string(content))
        // The whole scalar is written at its first value; the others are in it.
        for index in indices.dropFirst() { decisions[index] = .write(end..<end, "") }
    }

    private func decision(on value: ForeignValue, at mark: Int, in style: Node.Scalar.Style)
        -> Language.Decision
    {
        switch style {
        case .doubleQuoted: .write(at: mark, JSONText.escaped(value.text))
        case .singleQuoted where value.text.isPrintableLine:
            .write(at: mark, value.text.replacing("'", with: "''"))
        case .literal where value.text.isText: block(value, at: mark)
        default: .refuse("it cannot be told in a scalar of this style", "Put it between double quotes.")
        }
    }

    /// In a literal block a value needs its own line, because the rest of the block may be in any language.
    private func block(_ value: ForeignValue, at mark: Int) -> Language.Decision {
        let (before, behind) = text.line(around: mark)
        guard before.allSatisfy({ $0 == 0x20 }), behind.isEmpty, !value.text.hasPrefix(" "),
            !value.text.hasSuffix("\n")
        else {
            return .refuse(
                "labctl does not know the language of the block that contains it",
                "Put `{{\(value.name)}}` on a line of its own, or make it a value of its own between double quotes."
            )
        }
        let indent = String(decoding: before, as: UTF8.self)
        return .write(at: mark, value.text.replacing("\n", with: "\n" + indent))
    }

    /// In no scalar: in a comment, where one line is as good as another, or where a name is wanted.
    private func outside(_ value: ForeignValue, at mark: Int) -> Language.Decision {
        let isComment = text.line(around: mark).before.contains(UInt8(ascii: "#"))
        if isComment, value.text.isPrintableLine { return .write(at: mark, value.text) }
        return .refuse("it is no scalar there", "Put it between double quotes.")
    }

    /// The offset of libyaml's line and column, which counts characters.
    private func offset(of mark: Mark) -> Int? {
        var line = 1, column = 1
        for (offset, byte) in text.bytes.enumerated() {
            if line == mark.line, column >= mark.column { return offset }
            if byte == UInt8(ascii: "\n") {
                if line == mark.line { return nil }
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return nil
    }
}
