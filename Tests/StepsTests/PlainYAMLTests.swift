import Foundation
import Testing

@testable import Steps

@Suite("Plain YAML")
struct PlainYAMLTests {
    let place = SourcePlace(file: "x.md", line: 10, column: 3)

    @Test("The guide's bodies mean the same to it and to libyaml, and it reads most of them")
    func guide() throws {
        let guide = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../guide")
        let texts = try ["01-simple.md", "02-ha.md"].map {
            try String(contentsOf: guide.appending(path: $0), encoding: .utf8)
        }
        let bodies = texts.flatMap { yamlBodies(in: $0) }
        let read = bodies.filter { expectTheSame($0) }
        #expect(read.count > 45)
    }

    @Test("Documents separated by marks mean the same to it and to libyaml")
    func documents() throws {
        let text = "a: b\n---\n# c\nd: |\n  e\n---\nf:\n- g\n"
        let documents = try #require(PlainYAML.documents(text, title: "x", at: place))
        #expect(documents.map { $0.entries.map(\.name) } == [["a"], ["d"], ["f"]])
        #expect(documents.map(\.place.line) == [10, 13, 16])
        #expect(PlainYAML.documents("a: b\n---\n", title: "x", at: place) == nil)
    }

    @Test(
        "It reads lists and mappings as libyaml does, places included",
        arguments: [
            "a: 1\n", "a: 1", "http: https://10.0.0.39:6443/x?y=z,{}[]\nstatus: 403\n",
            "ca: etcd\nfiles:\n  - path: /a\n    names: [a, b.c,  d/e]\n  - path: /b\nlast: x y z\n",
            "a: >-\n  b\n  c: d\ne: >\n  f\n  g\n", "a: |-\n  b\n\n  c\nd: |-\n  e\n\n", "a:\n- b\n",
            "a:\n- b: c\n  d:\n  - e\nf: g\n",
            "a: {b: c, d: [e, {f: \"g: h\"}]}\nb: []\nc: {}\n",
            "a: [b,\n  c, 'd e',\n   {f: g,\n  h: i}]\nj: k\n", "a: \"x # y: [\"\nb: 'it is'\n",
            "a: |\n  b\n\n    c # d\n  e\n\nf: --g h#i\n", "# one\na: b\n\n  # two\nc:\n  # three\n  d: e\n",
            "a:\n  - |\n    b\n  - {c: d}\n  - [e]\n  - \"f\"\n", "a:   b  \nc:  \n  d/e.f: g\n",
            "probe:\n  from: tanaris\n  deep:\n     a: b\ngood: 20\n", "a:\n    - b\n    - c d\n",
        ])
    func plain(text: String) {
        #expect(expectTheSame(text))
    }

    @Test(
        "What could mean anything else is left to libyaml",
        arguments: [
            "", "\n", "a:\n", "a:\nb: c\n", "a:\n- b\n", "a: b\n  c\n", "a: b\n c: d\n", "a: b: c\n",
            "a: b:\n", "a: >-\n", "a: |-", "a: >-\nb: c\n",
            "a: 1\na: 2\n", "a: 'x'\n", "a: \"x\"\n", "a: b # c\n", "a: |\n  b\n", "a: &x b\n", "a: *x\n",
            "a: !x b\n",
            "a: {b: c}\n", "a: []\n", "a: [b, [c]]\n", "a: [b,\n  c]\n", "a: ~\n", "---\na: b\n",
            "a: b\n---\nc: d\n",
            "a: b\n...\n", "a: b \n", "a:  b\n", "a:\tb\n", "\ta: b\n", "  a: b\n", "a: b\n\nc: d\n",
            "a: \u{e9}\n",
            "- a\n", "a:\n  - - b\n", "a:\n  -  b\n", "a:\n  -\n    b: c\n", "a:\n  - b: c\n   d: e\n",
            "a:\n    b: c\n  d: e\n",
            "a:\n  - b\n  c: d\n", "a b: c\n", "<<: c\n", "? a\n", "a: [b: c]\n", "a: [b, ]\n", "word\n",
            "a: -\n",
        ])
    func other(text: String) {
        #expect(PlainYAML.mapping(text, title: "the body", at: place) == nil || expectTheSame(text))
    }

    @Test("Whatever it reads of random lines is what libyaml reads")
    func random() {
        var generator = SeededGenerator(seed: 7)
        let indents = ["", "", "  ", "    ", "   "]
        let heads = ["", "", "  ", "#", "- [", "a: ", "b: ", "c:", "- ", "- a: ", "- b:", "d:  ", "- - ", ""]
        let values = [
            "\"x: y\"", "'x' y", "\"x\\n\"", "{p: q}", "{p: [q,", "r]}", "[p,", "q]", "|", "| ", ">", ">-",
            "|-", "|+", ">1", "x # y",
            "# y", "x#y", "--x", "{p:q}", "[\"p\", q ]",
            "[p,]", "{p: q, p: r}", "{p: }", "$x", ".x", "---", "- x", "[-x]", "[x:y, z]", "\"x\": y",
            "[ p , q ]", "~", "",
            "x", "/x y", "[p, q]", "x:y", "x: y", "", "x ", "'x'", "[p q, r:s]", "-", "{}", "*x", "1,[2]",
        ]
        for _ in 0..<60_000 {
            let lines = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
                [indents, heads, values].map { $0.randomElement(using: &generator) ?? "" }.joined()
            }
            expectTheSame(lines.joined(separator: "\n") + "\n")
        }
    }

    /// Whether the text is read at all; if so, libyaml must read the same of it.
    @discardableResult
    private func expectTheSame(_ text: String) -> Bool {
        guard let plain = PlainYAML.mapping(text, title: "the body", at: place) else { return false }
        let any = try? Fields(anyYAML: text, title: "the body", at: place)
        #expect(String(reflecting: plain) == any.map { String(reflecting: $0) }, "\(text)")
        return true
    }

    private func yamlBodies(in chapter: String) -> [String] {
        chapter.components(separatedBy: "\n```yaml {").dropFirst().map { block in
            let body = block.components(separatedBy: "\n```")[0].split(separator: "\n").dropFirst()
            return body.joined(separator: "\n").replacing("{{", with: "").replacing("}}", with: "") + "\n"
        }
    }
}
