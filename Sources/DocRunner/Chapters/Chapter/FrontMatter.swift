public import Steps

/// What a chapter says of itself, in YAML between two `---` lines at its top.
public struct FrontMatter: Sendable {
    /// The chapter's title.
    public var title: String?
    /// What the reader will have at the end, in a sentence or two.
    public var summary: String?
    /// How long it takes a reader, in the author's words or as `45m`.
    public var duration: String?
    /// The chapters that come before it: file names without `.md`.
    public var requires: [String] = []
    /// Where they are named.
    public var requiresPlace: SourcePlace?
    /// Words that the chapter explains, and what they mean in a sentence; the guide's glossary gathers them.
    public var terms: [String: String] = [:]
    /// The chapter's own variables, which win over the lab's.
    public var variables: [String: Value] = [:]
    /// The chapter's own secrets; `variables` holds their stand-ins until a run begins.
    public var secrets: [SecretDeclaration] = []
}

extension FrontMatter {
    /// Reads the fields; unknown names and wrong sorts of values are recorded there.
    init(from fields: inout Fields) {
        title = fields.text("title")
        summary = fields.text("summary")
        duration = fields.text("duration")
        requires = fields.words("requires")
        requiresPlace = fields.entry("requires")?.valuePlace
        let terms = fields.nested("terms") { terms in
            terms.allow(terms.entries.map(\.name))
            return terms.entries.map { ($0.name, Value($0.content).text ?? "") }
        }
        self.terms = Dictionary(terms ?? []) { first, _ in first }
        let variables = fields.nested("vars") { vars in
            vars.allowAll()
            return Dictionary(vars.entries.map { ($0.name, Value($0.content)) }) { first, _ in first }
        }
        secrets = fields.secrets("secrets", besides: variables ?? [:])
        self.variables = (variables ?? [:]).merging(secrets.standIns) { $1 }
        fields.finish()
    }

    /// Splits the front matter from a file's text. Returns its content, its problems and the line after it.
    static func read(_ text: SourceText, file: String) -> (FrontMatter, [Diagnostic], nextLine: Int) {
        guard isMark(text.line(1), "---") else { return (FrontMatter(), [], 1) }
        let top = SourcePlace(file: file, line: 1)
        let end = (2...max(2, text.lineCount)).first {
            isMark(text.line($0), "---") || isMark(text.line($0), "...")
        }
        guard let end else {
            let problem = Diagnostic.error(
                "open-front-matter", at: top, "the front matter is not closed",
                ["End it with a line `---`."])
            return (FrontMatter(), [problem], 2)
        }
        do throws(Diagnostic) {
            let yaml = text.text(ofLines: 2..<end)
            var fields = try Fields(yaml: yaml, title: "front matter", at: top.moved(lines: 1))
            let frontMatter = FrontMatter(from: &fields)
            fields.reportHiddenCharacters { ["summary", "vars", "secrets"].contains($0) }
            return (frontMatter, fields.problems, end + 1)
        } catch {
            return (FrontMatter(), [error], end + 1)
        }
    }

    private static func isMark(_ line: ArraySlice<UInt8>, _ mark: String) -> Bool {
        let blank = [UInt8(ascii: " "), UInt8(ascii: "\t")]
        return line.starts(with: mark.utf8) && line.dropFirst(3).allSatisfy(blank.contains)
    }
}
