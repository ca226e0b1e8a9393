import PlainText

/// A question to a host that changes nothing there: a script, and how to read its answer.
public struct Probe: Sendable {
    /// The script that asks.
    public var script: Script
    /// Reads the answer.
    public var judge: @Sendable (Reply) -> Finding
    /// How it can be asked together with others like it; nil where it cannot.
    public var joint: JointQuestion?

    /// A question and how to read its answer.
    public init(_ script: Script, judge: @escaping @Sendable (Reply) -> Finding) {
        self.script = script
        self.judge = judge
    }

    /// A question whose answer is the exit status alone: 0 holds, anything else differs for `reason`; a command that is
    /// not there has not answered. What it prints is seen where it holds.
    public static func status(_ script: Script, otherwise reason: String) -> Probe {
        Probe(script) { reply in
            if reply.status == 0, let missing = MissingProgram(in: reply.errorOutput, of: script.text) {
                return .differs([
                    Difference(
                        "\(reason), or cannot be asked without \(missing.name)", evidence: missing.line)
                ])
            }
            if reply.status == 0 { return .holds(seen: String(reply.output.trimmingSpaces)) }
            return reply.brokenCommand(expecting: 0)
                ?? .differs([Difference(reason, evidence: reply.complaint)])
        }
    }
}

/// A question that several probes of one host can ask together, so that what it costs is paid once.
///
/// Each probe `gathers` what it is about, the question is asked once, and each probe takes its `answer` from it: it
/// prints and exits as the probe's own script would, or exits with `cannotTell`, and the probe is asked by itself.
public struct JointQuestion: Sendable, Hashable {
    /// bash that adds what this probe is about.
    public var gathering: String
    /// bash that asks, the same for all that can be asked together.
    public var question: String
    /// bash that gives this probe's answer.
    public var answer: String

    /// A question to be asked together with those of the same words.
    public init(gathering: String, question: String, answer: String) {
        self.gathering = gathering
        self.question = question
        self.answer = answer
    }

    /// The exit status of an answer that leaves the probe to be asked by itself (EX_TEMPFAIL of sysexits.h).
    public static let cannotTell = 75
}

/// What a host answered: bounded, cleaned of terminal escapes, valid UTF-8.
public struct Reply: Sendable, Hashable {
    /// The exit status; 128 + n for a process ended by signal n, as shells count.
    public var status: Int
    /// What it wrote to standard output.
    public var output: String
    /// What it wrote to standard error.
    public var errorOutput: String
    /// Whether it wrote more to standard output than was kept, so that some of `output` is left out.
    public var isCut: Bool

    /// An answer of exit status and outputs.
    public init(status: Int, output: String = "", errorOutput: String = "", isCut: Bool = false) {
        self.status = status
        self.output = output
        self.errorOutput = errorOutput
        self.isCut = isCut
    }

    /// Standard error, or standard output where that is empty: what a person would read to learn why.
    public var complaint: String {
        let error = String(errorOutput.trimmingSpaces)
        return error.isEmpty ? String(output.trimmingSpaces) : error
    }
}

/// What a probe found on one host.
public enum Finding: Sendable, Hashable {
    /// It is as the step says. `seen` is what was observed, for comparisons between hosts and for captures.
    case holds(seen: String = "")
    /// It is not; each difference says how.
    case differs([Difference])
    /// The check itself cannot be made: its command is missing, its pattern is invalid.
    case broken(String)

    /// Whether it is as the step says.
    public var isHeld: Bool { if case .holds = self { true } else { false } }
}

/// One way in which a host is not as a step says.
public struct Difference: Sendable, Hashable {
    /// What a difference is about.
    public enum Subject: Sendable, Hashable {
        /// What is there, and in which state.
        case state
        /// Who may do what with something that is there: its mode or its owner.
        case rights
    }

    /// What differs, in a short sentence: "the mode is 0600, not 0644".
    public var summary: String
    /// A unified diff, or what the host printed; may be empty. Untrusted text.
    public var evidence: String
    /// What mends it, in a word of the kind's own, such as `chmod`; never shown.
    public var remedy: String
    /// What it is about; the kind or the matcher that found it says so.
    public var subject: Subject

    /// A difference, with the evidence for it and what mends it.
    ///
    /// What differs may quote the host, and stays one line all the same.
    public init(
        _ summary: String, evidence: String = "", remedy: String = "", about subject: Subject = .state
    ) {
        self.summary = HostText.line(summary, limit: 4000)
        self.evidence = Self.bounded(evidence.trimmingLineEnds)
        self.remedy = remedy
        self.subject = subject
    }

    /// Bytes of evidence that one difference carries into reports.
    private static let limit = 64 << 10

    /// The first lines, and a word of what is left out.
    private static func bounded(_ text: String) -> String {
        guard text.utf8.count > limit else { return text }
        let note = "\n… the rest is left out"
        let start = text.utf8.prefix(limit - note.utf8.count)
        let end =
            start.lastIndex(of: UInt8(ascii: "\n")) ?? start.lastIndex(of: UInt8(ascii: " "))
            ?? start.startIndex
        return String(text[..<end]) + note
    }
}

extension Difference {
    /// A file that is not there, and that some other step has to make.
    public static func missing(_ path: String, _ summary: String) -> Difference {
        Difference(summary, remedy: "make \(path)")
    }

    /// The file that is not there, of a difference that `missing` made.
    public var missingFile: String? { remedy.hasPrefix("make ") ? String(remedy.dropFirst(5)) : nil }
}

extension Difference: Codable {
    /// A report says what differs and not what it is about, which only a run asks.
    private enum CodingKeys: String, CodingKey { case summary, evidence, remedy }

    /// Reads the object; it is about the state of something.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        summary = try object.decode(String.self, forKey: .summary)
        evidence = try object.decode(String.self, forKey: .evidence)
        remedy = try object.decode(String.self, forKey: .remedy)
        subject = .state
    }
}

extension Finding {
    /// What differs; empty where nothing does or nothing could be asked.
    public var differences: [Difference] {
        if case .differs(let differences) = self { differences } else { [] }
    }

    /// Whether the same may have been done under other names or in other words: it does not hold, and not for rights.
    public var mayBeAnotherWay: Bool { !isHeld && !differences.contains { $0.subject == .rights } }

    /// Holds when nothing differs.
    public init(_ differences: [Difference], seen: String = "") {
        self = differences.isEmpty ? .holds(seen: seen) : .differs(differences)
    }
}
