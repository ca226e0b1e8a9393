/// Where a text is in a terminal's control sequence (ECMA-48, section 5). It keeps none of it, so it cannot grow.
enum ControlSequence: Sendable {
    /// In none.
    case none
    /// ESC has come; the next character says what it opens.
    case escape
    /// A control sequence (CSI): parameters, up to the final byte in `@`…`~`.
    case csi
    /// A control string (OSC, DCS, SOS, PM, APC): up to ST, BEL, another sequence or the end of the line.
    case string

    /// Whether the next character is text; one that belongs to a sequence is not, and moves the state on.
    mutating func passes(_ scalar: Unicode.Scalar) -> Bool {
        switch (self, scalar) {
        case (.escape, "["):
            self = .csi
        case (.escape, "P"), (.escape, "X"), (.escape, "]"), (.escape, "^"), (.escape, "_"):
            self = .string
        case (.escape, " "..."/"), (.csi, " "..."?"), (.string, " "..."~"), (.string, "\u{A0}"...):
            break
        case (.escape, "0"..."~"), (.csi, "@"..."~"), (.string, "\u{7}"), (.string, "\u{9C}"):
            self = .none
        default:
            return begins(scalar)
        }
        return false
    }

    /// Whether a character outside any sequence is text, or opens one.
    private mutating func begins(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{1B}": self = .escape
        case "\u{9B}": self = .csi
        case "\u{90}", "\u{98}", "\u{9D}", "\u{9E}", "\u{9F}": self = .string
        case "\t" where isString: break
        default:
            self = .none
            return true
        }
        return false
    }

    private var isString: Bool { if case .string = self { true } else { false } }
}
