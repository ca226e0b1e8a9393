public import DocRunner

extension Verdict {
    /// For a person: who has caused it.
    public var words: String {
        switch self {
        case .labIsWrong: "the lab is wrong"
        case .labIsBroken: "the lab is broken"
        case .checkIsBroken: "the check is broken"
        }
    }

    /// The meaning for the student.
    var meaning: String {
        switch self {
        case .labIsWrong: "it is not as the chapter says: mend it on the host"
        case .labIsBroken: "the machines themselves do not work: it costs no points"
        case .checkIsBroken: "it cannot be asked: it costs no points"
        }
    }
}
