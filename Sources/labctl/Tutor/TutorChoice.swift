/// What a student may want of a step; each is chosen by its first letter.
enum TutorChoice: Character, CaseIterable {
    case run = "r"
    case myself = "m"
    case difference = "d"
    case hint = "h"
    case skip = "s"
    case back = "b"
    case open = "o"
    case all = "a"
    case quit = "q"
    case help = "?"

    /// The row of keys below a step; it fits into 80 columns.
    static let menu = "[r]un [m]yself [d]iff [h]int [s]kip [b]ack [o]pen shell [a]ll [q]uit [?]"

    /// What the choice does, for the help.
    var meaning: String {
        switch self {
        case .run: "labctl carries the step out and proves that it holds"
        case .myself: "you do it your way; labctl then looks whether it holds"
        case .difference: "show in full what is not as the step says"
        case .hint: "say what must be true and how it is asked; then hints, one at a time"
        case .skip: "leave this step and go on to the next"
        case .back: "go back to the step before"
        case .open: "open a shell on a host: o, or o and the host's name"
        case .all: "carry out this step and all the rest without asking"
        case .quit: "leave; the next run goes on from what holds"
        case .help: "this list"
        }
    }

    /// The choice and the word behind it, from a line such as `o artio`; nil for anything else.
    static func read(_ line: String) -> (choice: TutorChoice, word: String?)? {
        let words = line.lowercased().split(separator: " ").map(String.init)
        guard let first = words.first?.first, let choice = TutorChoice(rawValue: first) else { return nil }
        return (choice, words.dropFirst().first)
    }
}
