import Reports

/// A file of events that somebody else wrote: read as JSON Lines, and told in every form.
enum ReportTarget: Target {
    static let name = "report"

    static func read(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let events = try? EventLines.events(in: text, file: "run.jsonl") else { return }
        for reporter in Reporters.all {
            let told = reporter.text(of: events, on: Surface(columns: 80, isColored: false))
            let controls = told.unicodeScalars.filter { $0.properties.generalCategory == .control }
            expect(
                controls.allSatisfy { $0 == "\n" || $0 == "\t" }, "\(reporter.name) holds a control character"
            )
        }
        let again = try? EventLines.events(in: EventLines.text(of: events), file: "again.jsonl")
        expect(again == events, "what is written down is what is read again")
    }
}
