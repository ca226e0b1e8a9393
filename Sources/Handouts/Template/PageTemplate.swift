/// A template of this room, read once: as much of Mustache (mustache(5)) as the templates need.
///
/// Names, `{{{names}}}` that are HTML already, sections, inverted sections, `.`, `first()` and `last()`. A test holds it to
/// what swift-mustache makes of the same template, which takes ten times as long.
struct PageTemplate: Sendable {
    /// A part of a template.
    indirect enum Piece: Sendable {
        case text(String)
        case value(String, isEscaped: Bool)
        case section(String, isInverted: Bool, [Piece])
    }

    private let pieces: [Piece]

    /// Reads a template; nil where a tag or a section has no end.
    init?(_ text: String) {
        guard let pieces = TemplateReader.pieces(of: text) else { return nil }
        self.pieces = pieces
    }

    /// The template filled.
    func render(_ view: View) -> String {
        var rendering = PageRendering(of: .view(view))
        rendering.write(pieces)
        return rendering.html
    }
}

/// A template being filled.
private struct PageRendering {
    private(set) var html = ""
    /// What names are looked for in, from within.
    private var context: [Shown]
    /// Where the innermost list stands.
    private var place: (index: Int, count: Int)?

    init(of shown: Shown) { context = [shown] }

    mutating func write(_ pieces: [PageTemplate.Piece]) {
        for piece in pieces {
            switch piece {
            case .text(let text): html += text
            case .value(let name, let isEscaped):
                guard case .text(let text)? = value(name) else { continue }
                html += isEscaped ? HTML.escape(text) : text
            case .section(let name, let isInverted, let pieces):
                isInverted ? writeInverted(value(name), pieces) : write(value(name), pieces)
            }
        }
    }

    private mutating func write(_ shown: Shown?, _ pieces: [PageTemplate.Piece]) {
        switch shown {
        case nil, .flag(false): break
        case .flag(true): write(pieces)
        case .text, .view: write(pieces, within: shown)
        case .list(let items):
            let outer = place
            for (index, item) in items.enumerated() {
                place = (index, items.count)
                write(pieces, within: item)
            }
            place = outer
        }
    }

    private mutating func write(_ pieces: [PageTemplate.Piece], within shown: Shown?) {
        guard let shown else { return }
        context.append(shown)
        write(pieces)
        context.removeLast()
    }

    private mutating func writeInverted(_ shown: Shown?, _ pieces: [PageTemplate.Piece]) {
        switch shown {
        case nil, .flag(false): write(pieces)
        case .list(let items) where items.isEmpty: write(pieces)
        default: break
        }
    }

    private func value(_ name: String) -> Shown? {
        switch name {
        case ".": return context.last
        case "first()": return place.map { .flag($0.index == 0) }
        case "last()": return place.map { .flag($0.index + 1 == $0.count) }
        default:
            for case .view(let view) in context.reversed() {
                if let member = view.members[name] { return member }
            }
            return nil
        }
    }
}
