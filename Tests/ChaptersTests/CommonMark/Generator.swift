/// A generator of random numbers that begins anew from a seed: SplitMix64 (Steele, Lea, Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

/// Makes documents full of what makes fences hard to see: lists, quotes, indentation, tabs, all nested.
enum Generator {
    private static let marks = ["> ", ">", "- ", "1. ", "+   ", " ", "  ", "   ", "    ", "\t"]
    private static let texts = [
        "```", "```", "````", "~~~", "~~~~ ", "```bash", "``` {run #x}", "~~~ini {file} &lt;", "```a`b",
        "```\\`",
        "text", "", "", "# heading", "***", "---", "<div>", "[a]: b", "ünï", "```z```", "\t```", "    ~~~",
    ]

    /// A document of 3 to 24 lines. Every second line goes on with the marks of the line before it.
    static func document(seed: UInt64) -> String {
        var generator = SeededGenerator(seed: seed)
        var prefix = ""
        let lines = (0..<Int.random(in: 3...24, using: &generator)).map { _ -> String in
            if Bool.random(using: &generator) {
                let chosen = (0..<Int.random(in: 0...3, using: &generator)).compactMap { _ in
                    marks.randomElement(using: &generator)
                }
                prefix = chosen.joined()
            } else if Bool.random(using: &generator) {
                prefix = String(prefix.map { "-+1.".contains($0) ? " " : $0 })
            }
            return prefix + (texts.randomElement(using: &generator) ?? "")
        }
        return lines.joined(separator: "\n") + (Bool.random(using: &generator) ? "\n" : "")
    }
}
