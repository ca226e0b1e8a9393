public import DocRunner

/// What a text is shown on: so many columns, with or without colour.
public struct Surface: Sendable, Hashable {
    /// How many columns a row has.
    public var columns: Int
    /// Whether it shows colours (ECMA-48 SGR sequences).
    public var isColored: Bool

    /// A surface of columns, at least 40.
    public init(columns: Int = 80, isColored: Bool = false) {
        self.columns = max(40, columns)
        self.isColored = isColored
    }

    /// How a piece of text looks; the raw value is the parameter of SGR.
    public enum Look: String, Sendable {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "34"
        case magenta = "35"
        case cyan = "36"
        case brightBlue = "94"
        case brightMagenta = "95"
        case brightCyan = "96"
        case brightGreen = "92"
    }

    /// The text in that look, where the surface shows colours.
    public func paint(_ text: String, _ look: Look) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(look.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// The text in the colour of the host that comes at this place in the run.
    func paint(_ text: String, host index: Int) -> String {
        let looks: [Look] = [
            .cyan, .magenta, .blue, .green, .brightCyan, .brightMagenta, .brightBlue, .brightGreen,
        ]
        return paint(text, looks[index % looks.count])
    }

    /// The text in the colour of an outcome.
    public func paint(_ text: String, _ outcome: Outcome) -> String { paint(text, outcome.look) }
}

extension Outcome {
    /// One character that tells the outcome without colour.
    public var mark: String {
        switch self {
        case .held: "✓"
        case .heldAnotherWay: "≈"
        case .changed, .wouldChange: "●"
        case .passedOver: "–"
        case .skipped: "○"
        case .broken: "?"
        case .failed: "✗"
        case .unreachable: "!"
        }
    }

    /// For a person: `passed over`; what a plan would change is `to do`.
    public var word: String {
        switch self {
        case .heldAnotherWay: "another way"
        case .passedOver: "passed over"
        case .wouldChange: "to do"
        default: rawValue
        }
    }

    /// Its colour.
    var look: Surface.Look {
        switch self {
        case .held, .heldAnotherWay: .green
        case .changed, .wouldChange: .yellow
        case .passedOver, .skipped: .dim
        case .broken: .magenta
        case .failed, .unreachable: .red
        }
    }
}
