import Runner
import Steps

/// A step as a handout shows it: what it is, where, under which conditions, and its text on each host.
struct StepCard {
    let id: String
    let kind: String
    /// What it does; nil where the block's text says so itself.
    let title: String?
    let hosts: String?
    let notes: [Note]
    let fields: [Field]
    let variants: [Variant]

    /// A condition in words; `links` are the ids of steps that it names.
    struct Note {
        let words: String
        let links: [String]
    }

    /// An attribute of the kind, as written; a flag has no value.
    struct Field {
        let name: String
        let value: String?
    }

    /// The text of the block, and whose it is where it is not the same on all hosts; `code` is HTML.
    struct Variant {
        let whose: String?
        let isFirst: Bool
        let code: String
    }

    /// A card of a step; `entry` and `scopes` are those of a plan, where there is one.
    init(_ step: Step, entry: Plan.Entry?, scopes: HandoutScope?) {
        id = step.id
        kind = step.kind.name
        let hasBody = !step.block.body.trimmingSpaces.isEmpty
        title = hasBody ? nil : entry?.content?.title
        hosts = Self.hosts(step, entry)
        notes = StepNotes.notes(step)
        let blocks = Self.blocks(step, entry, scopes)
        let shared = Set(Envelope.documentation.map(\.name))
        let own = (blocks.first?.block ?? step.block).attributes.entries.filter { !shared.contains($0.name) }
        fields = own.compactMap { entry in
            guard case .text(let text) = entry.content else { return nil }
            return Field(name: entry.name, value: text.isEmpty || text == "true" ? nil : text)
        }
        variants = blocks.enumerated().compactMap { index, variant in
            guard hasBody else { return nil }
            let names = blocks.count > 1 ? variant.hosts.joined(separator: ", ") : nil
            let code = CodeText.html(variant.block.body, language: step.block.language)
            return Variant(whose: names, isFirst: index == 0, code: code)
        }
    }

    /// The card as HTML.
    var html: String { HTMLPage.render(Self.template, self) }

    /// Where it is to hold, in words: `masters: morrigan, balar`.
    private static func hosts(_ step: Step, _ entry: Plan.Entry?) -> String? {
        let written = step.envelope.on?.text
        guard let entry else { return written }
        let names = entry.hosts.map(\.name).joined(separator: ", ")
        guard let written, entry.hosts.first.map({ $0.roles.contains(written) }) == true else { return names }
        return "\(written): \(names)"
    }

    /// The block filled in for each host; hosts that get the same come together.
    private static func blocks(
        _ step: Step, _ entry: Plan.Entry?, _ scopes: HandoutScope?
    ) -> [(hosts: [String], block: StepBlock)] {
        guard let entry, let scopes else { return [([], step.block)] }
        return entry.hosts.reduce(into: []) { variants, host in
            let block = (try? step.block.filled(from: scopes[host], isRaw: step.envelope.isRaw)) ?? step.block
            if let same = variants.firstIndex(where: { $0.block.body == block.body }) {
                variants[same].hosts.append(host.name)
            } else {
                variants.append(([host.name], block))
            }
        }
    }
}
