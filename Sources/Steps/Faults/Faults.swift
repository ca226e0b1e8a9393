/// Every fault. A new one is one new file and one line here.
public enum Faults {
    /// The faults, in the order of the reference page.
    public static let all: [any Fault.Type] = [
        PowerOffFault.self,
        LinkDownFault.self,
        StopFault.self,
        KillFault.self,
        CutFault.self,
        LossFault.self,
        DelayFault.self,
        FillFault.self,
        LoseFault.self,
        SkewFault.self,
    ]

    /// The names of all faults.
    public static var names: [String] { all.map { $0.name } }

    /// Reads `break`: a word (`power-off`), or a mapping that a fault's name opens (`{stop: etcd}`).
    static func read(from fields: inout Fields) -> (any Fault)? {
        guard let entry = fields.entry("break") else { return nil }
        switch entry.content {
        case .text(let text):
            let word = text.asData
            if let type = all.first(where: { $0.name == word }), !type.documentation.form.isEmpty {
                fields.report(
                    .error(
                        "missing", at: entry.valuePlace,
                        "`\(word)` does not say its \(type.documentation.form)",
                        ["Write it so: \(type.documentation.example)"]))
                return nil
            }
            let name = Fields.Entry(name: word, content: .text(""), place: entry.valuePlace)
            return read(Fields(title: "`break`", entries: [name], place: entry.valuePlace), &fields)
        case .map(let inner): return read(inner, &fields)
        case .list:
            fields.report(
                .error(
                    "two-faults", at: entry.valuePlace, "a drill breaks one thing",
                    ["Make it two drills, or name several hosts in `on=`."]))
            return nil
        }
    }

    private static func read(_ written: Fields, _ fields: inout Fields) -> (any Fault)? {
        let opening = written.entries.first { names.contains($0.name) }
        guard let opening, let type = all.first(where: { $0.name == opening.name }) else {
            let word = written.entries.first
            fields.report(
                .error(
                    "unknown-fault", at: word?.place ?? written.place,
                    "there is no fault `\(word?.name ?? "")`",
                    Spelling.advice(for: word?.name ?? "", among: names)))
            return nil
        }
        var inner = written
        inner.title = "`\(opening.name)`"
        let fault = type.init(from: &inner)
        inner.allow([opening.name])
        inner.finish()
        fields.report(inner.problems)
        return fault
    }
}
