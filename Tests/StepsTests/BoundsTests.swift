import Testing

@testable import Steps

@Suite("What an author writes is bounded")
struct BoundsTests {
    private let place = SourcePlace(file: "x.md", line: 1)

    /// Lists of ten aliases each of the list before.
    private static func tower(_ height: Int, last: String = "") -> String {
        let first = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        let others = (1..<height).map { level in
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
            return "a\(level): &a\(level) [\(aliases)]\n"
        }
        return first + others.joined() + last
    }

    private func problem(_ yaml: String) -> String? {
        do throws(Diagnostic) {
            _ = try Fields(yaml: yaml, title: "x", at: place)
            return nil
        } catch { return error.id }
    }

    @Test("A few aliases repeat what they name")
    func aliases() throws {
        let fields = try Fields(
            yaml:
                "base: &base {port: 80, name: \"a\"}\none: *base\nmany:\n- *base\n- x: *base\nflow: {k: *base}\n",
            title: "x", at: place)
        #expect(fields.entries.count == 4)
        #expect(problem(Self.tower(4)) == nil)
    }

    @Test("Aliases of aliases are refused before they are written out", arguments: [9, 30, 300])
    func towers(_ height: Int) {
        #expect(problem(Self.tower(height)) == "too-many-values")
    }

    @Test(
        "An alias in a key is refused before anything walks through it",
        arguments: [
            "? *a29\n: x\n", "? [*a29]\n: x\n", "*a29 : x\n", "*a29: x\n", "[*a29]: x\n", "{*a29}: x\n",
            "z: {*a29 : x}\n", "z: {*a29}\n", "z: {x, *a29}\n", "z: {?*a29}\n", "z: {[*a29]}\n",
            "z: [? *a29 : x]\n", "z: {x, # :\n  *a29}\n", "z: {\u{301}: 1,*a29}\n", "- ? *a29\n",
            "z: [*a29 : x]\n",
            "z: {a: b,\n *a29 }\n", "\u{FEFF}? *a29\n",
        ])
    func keys(_ last: String) {
        let found = problem(Self.tower(30, last: last))
        #expect(found == "alias-in-key" || found == "bad-yaml", "\(last)")
    }

    @Test("What only looks like an alias is read")
    func lookAlikes() {
        #expect(
            problem("run: |\n  [ -e \"$x\" ] && ls *.md ? || { echo a; }\n  f() { :; }; f &\nother: 'ü'\n")
                == nil)
    }

    @Test("Objects of a manifest and values in YAML are bounded as well")
    func others() {
        #expect(throws: AliasBound.Refusal.self) { try AliasBound.documents(Self.tower(9)) }
        #expect(ManifestStep.problems(in: Self.tower(9), at: place).map(\.id) == ["too-many-values"])
        let value = ForeignValue(name: "v", text: "it's").standIn
        #expect(throws: Diagnostics.self) {
            try Language.yaml.fill(Self.tower(9, last: "z: \(value)\n"), at: place)
        }
    }

    @Test(
        "No number and no length of time is so large that sums overflow",
        arguments: [
            "points=9223372036854775807", "points=1001", "serial=9223372036854775807", "retry=999999h",
            "timeout=169h",
        ])
    func numbers(_ attribute: String) {
        let parts = attribute.split(separator: "=").map(String.init)
        var fields = Fields(
            title: "x", entries: [.init(name: parts[0], content: .text(parts[1]), place: place)],
            place: place)
        _ = Envelope(from: &fields)
        #expect(fields.problems.map(\.id) == ["bad-value"])
    }

    @Test("The largest that is allowed is read")
    func largest() {
        let entries = [("points", "1000"), ("timeout", "168h")].map {
            Fields.Entry(name: $0, content: .text($1), place: place)
        }
        var fields = Fields(title: "x", entries: entries, place: place)
        let envelope = Envelope(from: &fields)
        #expect(fields.problems.isEmpty)
        #expect(envelope.points == 1000 && envelope.timeout == .seconds(168 * 3600))
    }
}
