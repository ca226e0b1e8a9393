import Steps

/// A step's text on one or more hosts, as it is shown: a terminal, a file, or a text.
struct CodeFigure {
    /// The hosts with this text, if other hosts have another text.
    let hosts: [Host]
    let isFolded: Bool
    let look: String
    let caption: String?
    let code: String
    private let badges: HostBadges

    /// What the template shows.
    var values: View {
        [
            "isFolded": isFolded, "whose": hosts.map { badges.html($0.name) }.joined(separator: " "),
            "look": look,
            "caption": caption, "code": code,
        ]
    }

    /// The texts of a step, `filled` with the values of each host; hosts that get the same come together, those after the
    /// first are folded.
    static func figures(
        of step: Step, _ content: (any StepKind)?, on hosts: [Host], _ filled: [StepBlock],
        in context: CardContext
    ) -> [CodeFigure] {
        guard !step.block.body.trimmingSpaces.isEmpty else { return [] }
        var blocks: [(hosts: [Host], block: StepBlock)] = hosts.isEmpty ? [([], step.block)] : []
        for (host, block) in zip(hosts, filled) {
            if let same = blocks.firstIndex(where: { $0.block.body == block.body }) {
                blocks[same].hosts.append(host)
            } else {
                blocks.append(([host], block))
            }
        }
        let isOne = blocks.count == 1
        return blocks.enumerated().map { index, variant in
            CodeFigure(
                step, content, variant.block, on: variant.hosts, isOne: isOne, isFolded: index > 0,
                in: context)
        }
    }

    private init(
        _ step: Step, _ content: (any StepKind)?, _ block: StepBlock, on hosts: [Host], isOne: Bool,
        isFolded: Bool,
        in context: CardContext
    ) {
        self.hosts = hosts
        self.isFolded = isFolded
        badges = context.book.badges
        let path = block.attribute("path")
        let isTerminal = step.kind.documentation.bodyForm == .commands || block.language == "console"
        look = isTerminal ? "terminal" : path != nil ? "file" : Self.look(of: content)
        caption = Self.caption(path, block, hosts: isOne || isFolded ? [] : hosts, badges)
        let prompt = TerminalHTML.prompt(on: hosts, as: step.envelope.user)
        if block.language == "console" {
            code = TerminalHTML.html(session: block.body, prompt: prompt)
        } else if isTerminal {
            code = TerminalHTML.html(block.body, prompt: prompt, language: block.language)
        } else {
            code = Highlighter.html(block.body, language: block.language)
        }
    }

    /// A check's fields and a drill's state something.
    private static func look(of content: (any StepKind)?) -> String {
        switch content?.nature {
        case .check, .drill: "statement"
        case .action, nil: "text"
        }
    }

    /// The path and what else the file is; then whose text it is.
    private static func caption(_ path: String?, _ block: StepBlock, hosts: [Host], _ badges: HostBadges)
        -> String?
    {
        let facts = ["mode", "owner"].compactMap { name in block.attribute(name).map { "\(name) \($0)" } }
        let file = path.map { "<code>\(HTML.escape($0))</code>" }
        let words = facts.isEmpty ? nil : "<small>\(HTML.escape(facts.joined(separator: ", ")))</small>"
        let whose =
            hosts.isEmpty
            ? nil : "\(Words["on"]) " + hosts.map { badges.html($0.name) }.joined(separator: " ")
        let parts = [file, words, whose].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}

extension StepBlock {
    /// The text of an attribute as it was written.
    func attribute(_ name: String) -> String? {
        attributes.entries.first { $0.name == name }.flatMap { entry in
            if case .text(let text) = entry.content { text } else { nil }
        }
    }
}
