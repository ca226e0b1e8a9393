import Steps

/// A step as a handout shows it: what it states, where, its text on each host, and what belongs to it.
struct StepCard {
    let step: Step
    /// Its number in the chapter, from 1.
    let number: Int
    let hosts: [Host]
    /// Its content on the first host; nil where that cannot be known without a lab.
    let content: (any StepKind)?
    let blocks: [CodeFigure]

    /// Its block with the values of each host.
    private let filled: [StepBlock]
    private let context: CardContext

    /// A level of a hint: its text and its form.
    private typealias Rung = (title: String, html: String)
    private let rungs: [Rung]

    init(_ step: Step, number: Int, in context: inout CardContext) {
        self.step = step
        self.number = number
        hosts = context.hosts(of: step)
        content = hosts.first.map { context.content(of: step, on: $0) } ?? (try? step.contentAsWritten())
        filled = hosts.map { context.block(of: step, on: $0) }
        let isHidden = step.envelope.isSolution && context.book.options.audience == .student
        self.isHidden = isHidden
        isAllByHand = content?.action?.commandsByHand != nil && ["", "text"].contains(step.block.language)
        blocks =
            isHidden || isAllByHand
            ? [] : CodeFigure.figures(of: step, content, on: hosts, filled, in: context)
        self.context = context
        rungs = Self.rungs(of: step, on: hosts, isHidden: isHidden, in: context)
    }

    /// Whether its text is a solution that this reader is not to see.
    let isHidden: Bool

    /// Whether the commands that a person would type say all that its text does.
    private let isAllByHand: Bool

    /// The card as HTML.
    var html: String {
        Templates.render(
            .card,
            ([
                "id": context.book.addresses.id(step.id, in: context.page),
                "stepID": "\(context.page)#\(step.id)",
                "name": step.id, "number": "\(Words["step"]) \(number)", "kind": step.kind.name,
                "kindWord": isDrill ? Words["drill"] : step.kind.name, "isDrill": isDrill,
                "isHidden": isHidden,
                "hosts": hostsHTML, "states": states, "blocks": blocks.map(\.values),
                "byHand": byHand, "isAllByHand": isAllByHand, "hints": hints, "reasons": reasons,
                "remarks": remarks,
                "notes": notes,
            ] as View)
            .merging(StepResult.values(of: step.id, in: context, showsEvidence: !isHidden)))
    }

    /// The files that it writes, for the index; none where they are part of a solution.
    var paths: [String] { isHidden ? [] : content?.action?.paths ?? [] }

    private var isDrill: Bool { content?.drill != nil }

    /// What it states, in words, unless its text already says it.
    private var states: String? {
        let isTold = blocks.contains { ["file", "terminal"].contains($0.look) }
        guard !isHidden, !isTold, let content else { return nil }
        let title = content.title
        let isCommand = title.hasPrefix("`") && title.hasSuffix("`")
        guard !title.isEmpty, !isCommand else { return nil }
        if case .check = content.nature, step.block.body.utf8.contains(title.utf8) { return nil }
        return HTML.withCode(Self.asSentence(title))
    }

    /// With a capital, where it begins with a word: names and addresses are written as they are.
    private static func asSentence(_ title: String) -> String {
        let word = title.prefix { $0 != " " }
        guard word.count < title.count, word.allSatisfy(\.isLetter) else { return title }
        return title.prefix(1).uppercased() + title.dropFirst()
    }

    private var hostsHTML: String? {
        guard !hosts.isEmpty else { return step.envelope.on.map { "\(Words["on"]) \(HTML.escape($0.text))" } }
        let words = hosts.count == 1 ? Words["on"] : Words["onEach"]
        return ([words] + hosts.map { context.book.badges.html($0.name) }).joined(separator: " ")
    }

    private var byHand: String? {
        guard !isHidden, let commands = content?.action?.commandsByHand else { return nil }
        return TerminalHTML.html(
            commands, prompt: TerminalHTML.prompt(on: hosts, as: step.envelope.user), language: "bash")
    }

    /// The hints as a ladder: each rung lies inside the one before it, so that a reader opens one at a time.
    private var hints: String? {
        rungs.reversed().reduce(nil) { inner, rung in
            "<details class=\"hint\"><summary>\(Words["hint"]): \(HTML.escape(rung.title))</summary>"
                + rung.html + (inner ?? "") + "</details>\n"
        }
    }

    /// The same for the end of a chapter on paper, where nothing can be opened.
    var hintsOnPaper: View? {
        rungs.isEmpty ? nil : ["step": step.id, "number": number, "rungs": rungs.map(\.html)]
    }

    /// If the step's text is a solution, the command of a hint would reveal it.
    private static func rungs(of step: Step, on hosts: [Host], isHidden: Bool, in context: CardContext)
        -> [Rung]
    {
        companions(Hint.self, of: step, on: hosts, in: context).flatMap(\.rungs)
            .filter { !isHidden || !$0.isCommand }
            .map { (title: $0.title, html: html(of: $0, in: context)) }
    }

    private static func html(of rung: Hint.Rung, in context: CardContext) -> String {
        guard rung.isCommand else { return context.prose(rung.text) }
        let code = TerminalHTML.html(rung.text, prompt: "#", language: "bash")
        return "<figure class=\"code terminal\"><pre><code>\(code)</code></pre></figure>"
    }

    private var reasons: [String] {
        Self.companions(Why.self, of: step, on: hosts, in: context).map { context.prose($0.text) }
    }

    private var remarks: [String] {
        guard context.book.options.audience == .instructor else { return [] }
        return Self.companions(Remark.self, of: step, on: hosts, in: context).map { context.prose($0.text) }
    }

    private static func companions<T: Companion>(
        _ type: T.Type, of step: Step, on hosts: [Host], in context: CardContext
    ) -> [T] {
        step.companions.filter { $0.type == type }.compactMap { block in
            let filled = hosts.first.flatMap { context.knownScope(on: $0) }.map { try? block.content(in: $0) }
            return (filled ?? (try? block.contentAsWritten())) as? T
        }
    }

    private var notes: String? {
        let notes = StepNotes.html(of: step, filled, isHidden: isHidden, in: context)
        return notes.isEmpty ? nil : notes
    }
}
