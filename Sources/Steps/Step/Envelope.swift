/// The attributes that every kind of step has.
public struct Envelope: Sendable {
    /// Which hosts the step is about; nil where the kind's body says it.
    public var on: Selector?
    /// The user that it is carried out as, by sudo; nil is the user that logs in.
    public var user: String?
    /// How long one attempt may take.
    public var timeout: Duration
    /// How long a probe that does not hold is asked again before it counts as failed.
    public var retry: Duration
    /// How many hosts at a time; nil is all.
    public var serial: Int?
    /// The condition on variables under which the step is carried out at all.
    public var condition: Condition?
    /// The steps that must hold first; nil is every step before this one.
    public var needs: [String]?
    /// The checks that show what the step is for, whoever brought it about and however.
    public var shownBy: [String]
    /// What the step counts in a grade.
    public var points: Int
    /// The name that the step's output is kept under, for later steps.
    public var capture: String?
    /// Whether nothing that the step prints may be shown, and what it captures is a secret.
    public var isSecret: Bool
    /// Whether the step destroys something that cannot be brought back.
    public var isDestructive: Bool
    /// Whether its text is the solution of an exercise, which a student's handout leaves out.
    public var isSolution: Bool
    /// Whether the body is left as it is, without Mustache.
    public var isRaw: Bool

    /// The documented attributes, in the order of the reference page.
    public static let documentation: [KindDocumentation.Field] = [
        .init("on", "hosts", "host, role, `role[0]`, `a,b`, `!host`, `all` or `local`"),
        .init("as", "user", "carry it out as this user, by sudo"),
        .init(
            "timeout", "duration",
            "how long one attempt may take; 120s by default, at most 168h. Past it the command and its children are ended, "
                + "but not a process that left their group by `setsid`"
        ),
        .init("retry", "duration", "how long to ask again until it holds"),
        .init("serial", "number", "how many hosts at a time (a rolling change); all by default"),
        .init("when", "condition", "`name`, `!name`, `name=value` or `name!=value` on variables"),
        .init(
            "needs", "ids", "the only steps that must hold first; every earlier step by default"),
        .init(
            "shown-by", "ids",
            "checks that show the step's result: if they hold, the step counts as done, also with other "
                + "names or words"
        ),
        .init("points", "number", "what the step counts in a grade, at most 1000; 1 by default"),
        .init("capture", "name", "keep the output under this name for later steps"),
        .init("secret", "flag", "show nothing that it prints; what it captures is masked from then on"),
        .init("destructive", "flag", "destroys something that cannot be brought back; asks before it acts"),
        .init("solution", "flag", "the text solves an exercise: a student's handout leaves it out"),
        .init("raw", "flag", "leave the body as it is: no Mustache"),
        .init(
            "from", "path",
            "the body is that of this file, relative to the chapter; the block itself is empty"),
    ]

    /// Reads the envelope's attributes; problems are recorded in `fields`.
    public init(from fields: inout Fields) {
        on = fields.placedText("on").map { Selector($0.text, at: $0.place) }
        user = fields.text("as")
        timeout = fields.duration("timeout") ?? .seconds(120)
        retry = fields.duration("retry") ?? .zero
        serial = fields.integer("serial", in: 1...10_000)
        let when = fields.placedText("when")
        condition = when.flatMap { Condition($0.text, at: $0.place) }
        if let when, condition == nil {
            fields.reportValue("when", when.text, "name, !name, name=value or name!=value")
        }
        if let condition, condition.name.hasPrefix("host.") {
            fields.report(
                .error(
                    "bad-value", at: condition.place, "`when` is asked once and not for each host",
                    ["Choose hosts with `on`."]))
        }
        needs = fields.ids("needs")
        shownBy = fields.ids("shown-by") ?? []
        points = fields.integer("points", in: 0...1000) ?? 1
        capture = fields.text("capture")
        isSecret = fields.flag("secret")
        isDestructive = fields.flag("destructive")
        isSolution = fields.flag("solution")
        isRaw = fields.flag("raw")
        fields.allow(["from"])  // whoever read the chapter has filled in the body
    }
}

extension Fields {
    /// The ids of steps that an attribute names, with or without `#`; nil where it is not there.
    fileprivate mutating func ids(_ name: String) -> [String]? {
        entry(name).map { entry in
            words(of: entry).map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
        }
    }
}

/// A condition on variables: `name`, `!name`, `name=value`, `name!=value`.
public struct Condition: Sendable {
    /// The variable's name.
    public let name: String
    /// The value that it is compared with; nil asks whether it is set and not `false`, `no` or empty.
    public let value: String?
    /// Whether the answer is turned round.
    public let isNegated: Bool
    /// Where it stands.
    public let place: SourcePlace

    /// Reads a condition; nil where there is no name, or a second `=`.
    public init?(_ text: String, at place: SourcePlace) {
        self.place = place
        let bytes = text.utf8
        let mark = UInt8(ascii: "!")
        if let equals = bytes.firstIndex(of: UInt8(ascii: "=")) {
            let before = text[..<equals]
            isNegated = before.utf8.last == mark
            name = String(before.dropLast(isNegated ? 1 : 0).trimmingSpaces)
            value = String(text[bytes.index(after: equals)...].trimmingSpaces)
        } else {
            isNegated = bytes.first == mark
            name = String(Substring(bytes.drop { $0 == mark }).trimmingSpaces)
            value = nil
        }
        if name.isEmpty || value?.hasPrefix("=") == true { return nil }
    }

    /// Whether the condition is met by a scope of values; throws `Diagnostic` for an unknown name.
    public func isMet(in scope: Scope) throws(Diagnostic) -> Bool {
        guard let found = scope[name] else {
            throw .error(
                "unknown-variable", at: place, "there is no variable `\(name)`",
                Spelling.advice(for: name, among: scope.names))
        }
        let answer: Bool
        if let value {
            answer = found.text == value
        } else {
            answer = !["", "false", "no", nil].contains(found.text)
        }
        return answer != isNegated
    }
}
