/// Holds the tags of a text against a scope: names that it has, sections that end in their order.
struct TagCheck {
    /// How deep sections may stand in each other: n hosts make n to this power of the innermost.
    private static let deepest = 3

    private let scope: Scope
    private let place: SourcePlace
    private lazy var known = scope.names
    private var open: [TemplateTags.Tag] = []
    private(set) var problems: [Diagnostic] = []

    /// A check of a text that stands at a place.
    init(in scope: Scope, at place: SourcePlace) {
        self.scope = scope
        self.place = place
    }

    /// Takes the next tag.
    mutating func take(_ tag: TemplateTags.Tag) {
        guard tag.isClosed else {
            return report(
                tag, "this tag is never closed",
                ["Close it: {{name}}. `raw` in the braces leaves a body as it is."])
        }
        switch tag.sigil {
        case ">", "=":
            report(
                tag, "`{{\(tag.sigil)` is not available in steps",
                ["Write `raw` in the braces to leave the body as it is."])
        case "!": break
        case "/": end(tag)
        case "#", "^":
            checkName(of: tag)
            begin(tag)
        default:
            checkName(of: tag)
            checkIsText(tag)
        }
    }

    /// No more tags come.
    mutating func finish() {
        for tag in open {
            report(tag, "the section `\(tag.name)` is never ended", ["End it: {{/\(tag.name)}}"])
        }
        open = []
    }

    private mutating func begin(_ tag: TemplateTags.Tag) {
        open.append(tag)
        guard open.count > Self.deepest else { return }
        report(
            tag, "sections stand in each other more than \(Self.deepest) deep",
            ["Each repeats all that stands in it: take the inner ones out."])
    }

    private mutating func end(_ tag: TemplateTags.Tag) {
        guard let last = open.popLast() else {
            return report(tag, "`{{/\(tag.name)}}` ends no section", [])
        }
        guard last.name != tag.name else { return }
        report(
            tag, "`{{/\(tag.name)}}` stands where the section `\(last.name)` ends",
            ["Write {{/\(last.name)}}."])
    }

    private mutating func checkName(of tag: TemplateTags.Tag) {
        guard !tag.name.isEmpty, tag.name != ".", scope[tag.name] == nil else { return }
        if !open.isEmpty, scope.hasMember(tag.name) { return }
        let near = Spelling.nearest(to: tag.name, among: known)
        let advice = near.map { "Did you mean `\($0)`?" } ?? "Known: \(Spelling.list(known))."
        problems.append(
            .error("unknown-variable", at: spot(of: tag), "there is no variable `\(tag.name)`", [advice]))
    }

    /// A list, or something with names of its own, cannot be written out.
    private mutating func checkIsText(_ tag: TemplateTags.Tag) {
        if tag.isTransformed, let text = scope[tag.name]?.text, scope.isForeign(tag.name),
            !ForeignValue(name: tag.name, text: text).isHarmless
        {
            let value = ForeignValue(name: tag.name, text: text)
            problems.append(
                .foreign(value, at: spot(of: tag), "a transform takes it apart", "Write {{\(tag.name)}}."))
        }
        guard tag.name != ".", !tag.isTransformed, let value = scope[tag.name], value.text == nil else {
            return
        }
        if !open.isEmpty, scope.hasMember(tag.name) { return }
        let own = known.filter { $0.hasPrefix(tag.name + ".") }
        report(
            tag, "`\(tag.name)` is no text",
            own.isEmpty
                ? ["It is a list: {{#\(tag.name)}}…{{/\(tag.name)}} repeats what stands between for each."]
                : ["It has names of its own: \(Spelling.list(own))."])
    }

    private mutating func report(_ tag: TemplateTags.Tag, _ summary: String, _ solutions: [String]) {
        problems.append(.error("bad-template", at: spot(of: tag), summary, solutions))
    }

    private func spot(of tag: TemplateTags.Tag) -> SourcePlace { tag.place(from: place) }
}

extension TemplateTags {
    /// Every name that the scope does not have and every section out of order, each at its place.
    func problems(in scope: Scope, at place: SourcePlace) -> [Diagnostic] {
        var check = TagCheck(in: scope, at: place)
        for tag in tags { check.take(tag) }
        check.finish()
        return check.problems
    }
}

extension TemplateTags.Tag {
    /// Where it stands, in a text that begins at a place.
    func place(from start: SourcePlace) -> SourcePlace {
        start.moved(lines: line, column: start.column + column)
    }
}

extension Scope {
    /// Whether some member of a list has that name: `name`, `address`, … inside `{{#masters}}`.
    func hasMember(_ name: String) -> Bool {
        values.values.contains { value in
            guard case .list(let items) = value else { return false }
            return items.contains { item in
                if case .map(let map) = item { map[name] != nil } else { false }
            }
        }
    }
}
