import Steps

/// The attributes that every kind has, in words for a reader.
enum StepNotes {
    /// A note for each attribute that was written and tells a reader something; where it holds is told elsewhere.
    static func notes(_ step: Step) -> [StepCard.Note] {
        let envelope = step.envelope
        func written(_ name: String) -> String? {
            step.block.attributes.entries.first { $0.name == name }.flatMap { entry in
                if case .text(let text) = entry.content { text } else { nil }
            }
        }
        let words: [String?] = [
            envelope.user.map { "as \($0)" },
            envelope.serial.map { "\($0) at a time" },
            written("when").map { "only where \($0)" },
            written("timeout").map { "within \($0)" },
            written("retry").map { "asked again for up to \($0)" },
            envelope.capture.map { "its output is kept as \($0)" },
            envelope.isDestructive ? "destroys what cannot be brought back" : nil,
            envelope.points == 1 ? nil : Totals.plural(envelope.points, "point"),
        ]
        let needs = envelope.needs.flatMap { $0.isEmpty ? nil : StepCard.Note(words: "after", links: $0) }
        return words.compactMap { $0.map { StepCard.Note(words: $0, links: []) } } + [needs].compactMap { $0 }
    }
}
