import Chapters
import Foundation
import Testing
import Yams

@testable import Steps

/// What a host printed, or a lab file says, is data wherever a chapter puts it.
@Suite("Foreign values")
struct ForeignValueTests {
    let place = SourcePlace(file: "x.md", line: 10, column: 1)

    private func scope(_ value: String) -> Scope {
        Scope(
            inventory: CelticLab.inventory, host: CelticLab.morrigan, chapter: ["own": .text("$(id)")],
            captures: ["v": .text(value)])
    }

    private func fill(_ text: String, _ value: String, _ language: Language) throws(Diagnostics) -> String {
        try language.fill(Template.fill(text, from: scope(value), at: place), at: place)
    }

    @Test("A harmless word is put in as it is, in every language and at every place")
    func harmless() throws {
        for word in ["0", "morrigan", "10.0.0.39", "10.0.0.0/24", "https://a.b:6443/x", "abcdef.0123==", ""] {
            for language in [Language.bash, .yaml, .ini, .text, .other("nginx")] {
                #expect(
                    try fill("a {{v}} `{{v}}` $(({{v}}))", word, language)
                        == "a \(word) `\(word)` $((\(word)))")
            }
        }
    }

    @Test("Harmless words in a section are whole also before a here-document and a here-string")
    func sections() throws {
        for end in ["cat <<E\nx\nE", "cat <<<x"] {
            let script = "for m in {{#masters}}{{name}} {{/masters}}; do :; done\n" + end
            #expect(try fill(script, "", .bash) == "for m in morrigan balar ; do :; done\n" + end)
        }
    }

    @Test("What the chapter's author wrote is put in as it is, and so is what is asked for in three braces")
    func author() throws {
        #expect(try fill("echo {{own}}", "", .bash) == "echo $(id)")
        #expect(try fill("echo {{{v}}}", "$(id)", .bash) == "echo $(id)")
        #expect(try fill("echo {{&v}} {{v}}", "$(id)", .bash) == "echo $(id) '$(id)'")
    }

    // MARK: bash

    /// Scripts that write the value to `out`, and what is written before and behind it.
    static let scripts: [(script: String, before: String, behind: String)] = [
        ("v={{v}}; printf '%s' \"$v\" >out", "", ""),
        ("v=\"{{v}}\"; printf '%s' \"$v\" >out", "", ""),
        ("v='{{v}}'; printf '%s' \"$v\" >out", "", ""),
        ("printf '%s' -- {{v}} >out", "--", ""),
        ("printf '%s' {{v}} >out", "", ""),
        ("printf '%s' \"<{{v}}>\" >out", "<", ">"),
        ("v=a\"b\"{{v}}'c'; printf '%s' \"$v\" >out", "ab", "c"),
        ("v=$(printf '%s' \"x{{v}}\"; echo .); printf '%s' \"${v%.}\" >out", "x", ""),
        ("v=\"$(printf '%s' \"$(printf '%s' x{{v}}; echo .)\")\"; printf '%s' \"${v%.}\" >out", "x", ""),
        ("# {{v}}\nv={{v}} # '{{v}}'\nprintf '%s' \"$v\" >out", "", ""),
        ("case {{v}} in {{v}}) v=\"{{v}}\" ;; esac; printf '%s' \"$v\" >out", "", ""),
        ("if [[ {{v}} == \"{{v}}\" ]]; then v='{{v}}'; fi; printf '%s' \"$v\" >out", "", ""),
        ("a=({{v}} \"{{v}}\"); printf '%s' \"${a[1]}\" >out", "", ""),
        ("f() { printf '%s' \"$1\"; }; f x{{v}} | cat >out 2>&1", "x", ""),
        ("cat >out <<EOF\n{{v}}\nEOF", "", "\n"),
        ("cat >out <<'EOF'\n{{v}}\nEOF", "", "\n"),
        ("cat >out <<-EOF\n\tx{{v}} y\n\tEOF", "x", " y\n"),
        ("cat <<<\"{{v}}\" >out", "", "\n"),
    ]

    static let pieces = [
        "$(touch pwned)", "`touch pwned`", "'", "\"", "\\", "$", "{", "}", "\n", ";touch pwned;", "EOF",
        "\nEOF\n",
        "\ntouch pwned\n", "#", " ", "*", "~", "-e", "!", "é", "\t", "(", ")", "a[$(touch pwned)]",
        "&touch pwned&", "|",
        "<", ">", "x", "%s", "'$(touch pwned)'", "\"$(touch pwned)\"", "${IFS}", "]]", "esac", "\r",
        "\u{1B}[2J", "$'\\n'",
    ]

    static func hostile(_ count: Int) -> [String] {
        var random = SeededGenerator(seed: 15)
        let mixed = (0..<count).map { _ in
            (0..<Int.random(in: 1...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? ""
            }.joined()
        }
        return pieces + mixed
    }

    @Test("A shell reads each hostile value as itself, and carries out nothing of it")
    func bash() throws {
        let shell = try RealShell()
        defer { shell.remove() }
        var written = 0
        for value in Self.hostile(90) {
            var script = "", wanted: [String] = []
            for (text, before, behind) in Self.scripts {
                guard let filled = try? fill(text, value, .bash) else { continue }
                script += "(\n\(filled.replacing(">out", with: ">out\(wanted.count)"))\n)\n"
                wanted.append(before + value + behind)
            }
            _ = try shell.run(Script(script))
            for (index, wanted) in wanted.enumerated() {
                let got = try shell.text("out\(index)")
                #expect(Array(got.utf8) == Array(wanted.utf8), "\(value.debugDescription) in \(script)")
            }
            #expect(!FileManager.default.fileExists(atPath: shell.path("pwned")), "\(value.debugDescription)")
            #expect(wanted.count >= 7, "\(value.debugDescription) is refused too often")
            written += wanted.count
        }
        #expect(written > 1200)
    }

    @Test(
        "Where bash would not take it as data a hostile value is refused, at its place, with what to do",
        arguments: [
            "echo `echo {{v}}`", "echo $(({{v}}))", "(( {{v}} ))", "echo ${x:-{{v}}}", "echo \"${x:-{{v}}}\"",
            "eval {{v}}", "sed \"s/a/{{v}}/\" f", "sudo sh -c \"echo {{v}}\"", "ssh host 'echo {{v}}'",
            "echo \\{{v}}",
            "echo ${{v}}", "echo \"${{v}}\"", "echo $'{{v}}'", "python3 <<EOF\n{{v}}\nEOF",
            "cat <<EOF | bash\n{{v}}\nEOF",
            "[[ 1 -eq {{v}} ]]", "[[ -v {{v}} ]]", "test -v {{v}}", "a[{{v}}]=1", "let x={{v}}", "read {{v}}",
            "n={{v}}\necho $((n + 1))", "n=\"{{v}}\"; (( n > 3 ))", "n={{v}}; [[ $n -gt 3 ]]",
            "declare -i n; n={{v}}",
            "cat <<EOF\n$(echo {{v}})\nEOF",
            "cat <<EOF\n`echo {{v}}`\nEOF",
            "cat <<$x\n{{v}}\n$x", "/usr/bin/env bash -c \"{{v}}\"", "kubectl apply -f - <<EOF\n{{v}}\nEOF",
            "echo \"${x%'{{v}}'}\"", "xargs -I% echo {{v}}", "for ((i = {{v}}; i; )); do :; done",
            "cat <<-'E\n{{v}}\nE", "cat <<\"{{v}}\nE",
        ])
    func refused(_ script: String) throws {
        do {
            let filled = try fill(script, "a[$(touch pwned)]", .bash)
            Issue.record("\(script) became \(filled)")
        } catch {
            let problem = try #require(error.list.first)
            #expect(problem.id == "foreign-value" && problem.place.line >= 10)
            #expect(problem.summary.contains("`v`") && !"\(problem)".contains("pwned"))
            #expect(problem.solutions.count == 2)
        }
    }

    @Test("A value that begins with - is refused where a program would take it for an option")
    func option() throws {
        #expect(throws: Diagnostics.self) { try fill("cat {{v}}", "-oProxyCommand=x y", .bash) }
        #expect(throws: Diagnostics.self) { try fill("cat \"{{v}}\"", "-x", .bash) }
        #expect(try fill("cat -- {{v}}", "-x", .bash) == "cat -- '-x'")
        #expect(try fill("v={{v}}", "-x", .bash) == "v='-x'")
    }

    @Test("A value that makes the line that ends a here-document is refused, in pieces as well")
    func delimiter() throws {
        for value in ["a,b\nEOF\ntouch pwned", "a b\nEOF", "EOF"] {
            #expect(throws: Diagnostics.self) { try fill("cat <<EOF\n{{v}}\nEOF", value, .bash) }
        }
        #expect(throws: Diagnostics.self) { try fill("cat <<'E,F'\nE{{v}}\nE,F", ",F", .bash) }
        #expect(throws: Diagnostics.self) { try fill("cat <<FF\n{{v}}{{v}}\nFF", "F", .bash) }
        #expect(try fill("kubectl apply -f - <<EOF\nE{{v}}\nEOF", "OFF", .bash).contains("\nEOFF\n"))
    }

    // MARK: other languages

    @Test("A reader of JSON reads each hostile value as itself")
    func json() throws {
        for value in Self.hostile(200) + ["abc", "1.2.3", "007", "", "TRUE"] {
            let text = try fill("{\"a\": {{v}}, \"b\": [\"<{{v}}>\", {{v}}]}", value, .json)
            let read = try JSONDecoder().decode(Shape.self, from: Data(text.utf8))
            #expect(read.a == value && read.b == ["<\(value)>", value])
        }
        #expect(try fill("[{{v}}, 1{{v}}]", "5", .json) == "[5, 15]")
        for literal in ["true", "null", "-1.5e3", "0"] {
            #expect(try fill("{\"a\": {{v}}}", literal, .json) == "{\"a\": \(literal)}")
        }
        #expect(throws: Diagnostics.self) { try fill("{\"a\": 1{{v}}}", "\" x", .json) }
        #expect(throws: Diagnostics.self) { try fill("{\"a\": 1{{v}}}", "abc", .json) }
    }

    @Test("A regular expression takes each value for itself, plain words as well")
    func expression() throws {
        for value in ["12.2.0+dfsg-14+deb12u1", "1.5", "10.0.0.1", "a+b", "[x]"] {
            let expression = try #require(RegularExpression(try fill("^{{v}}$", value, .expression)))
            #expect(expression.occurs(in: value) == true)
            #expect(expression.occurs(in: value.replacing(".", with: "x")) == !value.contains("."))
        }
    }

    private struct Shape: Decodable {
        var a: String
        var b: [String]

        init(from decoder: any Decoder) throws {
            let object = try decoder.container(keyedBy: Key.self)
            a = try object.decode(String.self, forKey: .a)
            b = try object.decode([String].self, forKey: .b)
        }
        private enum Key: CodingKey { case a, b }
    }

    @Test("A reader of YAML reads each hostile value as itself")
    func yaml() throws {
        for value in Self.hostile(200) where !ForeignValue(name: "v", text: value).isHarmless {
            let text = try fill(
                "a: {{v}}\nb: [x, \"<{{v}}>\", --token={{v}}]\n? {{v}}\n: {c: {{v}}}\n", value, .yaml)
            let node = try #require(try Yams.compose(yaml: text, .basic, .default, .utf8))
            #expect(node["a"]?.string == value, "\(text)")
            #expect(node["b"]?.sequence?.compactMap(\.string) == ["x", "<\(value)>", "--token=\(value)"])
            #expect(node.mapping?.map(\.key).last?.string == value)
            #expect(node.mapping?.map(\.value).last?["c"]?.string == value)
        }
    }

    @Test(
        "In a block of YAML a value of several lines keeps the block's indentation; within a line it is refused"
    )
    func yamlBlock() throws {
        let value = "-----BEGIN X-----\na: b\n  c\n-----END X-----"
        let text = try fill(
            "x:\n  ca: |\n    {{v}}\n  y: z # {{v}}\n".replacing(" # {{v}}", with: ""), value, .yaml)
        let node = try #require(try Yams.compose(yaml: text, .basic, .default, .utf8))
        #expect(node["x"]?["ca"]?.string == value + "\n" && node["x"]?["y"]?.string == "z")
        #expect(throws: Diagnostics.self) { try fill("x: |\n  run {{v}}\n", "$(id)", .yaml) }
        #expect(throws: Diagnostics.self) { try fill("x: >\n  {{v}}\n", value, .yaml) }
        #expect(throws: Diagnostics.self) { try fill("x: 1 # {{v}}\n", "a\nb: c", .yaml) }
        #expect(throws: Diagnostics.self) { try fill("x: &{{v}} 1\n", "a b", .yaml) }
        #expect(try fill("x: 'a {{v}}'\n", "it's", .yaml) == "x: 'a it''s'\n")
    }

    @Test("In ini a value stands between the author's quotes, or is refused")
    func ini() throws {
        #expect(try fill("K=\"{{v}}\"", "a \"b\" \\", .ini) == "K=\"a \\\"b\\\" \\\\\"")
        #expect(try fill("K='{{v}}'", "a; b", .ini) == "K='a; b'")
        #expect(try fill("K={{v}}", "1.1.1.1,::1", .ini) == "K=1.1.1.1,::1")
        for (text, value) in [
            ("K={{v}}", "a b"), ("K={{v}}", "-x"), ("K=\"{{v}}\"", "$(id)"), ("K=\"{{v}}\"", "%n"),
            ("K='{{v}}'", "it's"),
            ("K=\"{{v}}\"", "a\nb"), ("K=\"x\" {{v}}", "a#"), ("K=\"{{v}}\"", "`id`"),
        ] {
            #expect(throws: Diagnostics.self) { try fill(text, value, .ini) }
        }
    }

    @Test(
        "Among plain lines a value makes no lines of its own, unless it has its own; no other language is guessed"
    )
    func text() throws {
        #expect(try fill("a {{v}}\n", "b $(c)", .text) == "a b $(c)\n")
        #expect(try fill("a\n{{v}}\nb\n", "x\ny", .text) == "a\nx\ny\nb\n")
        #expect(throws: Diagnostics.self) { try fill("a {{v}}\n", "x\ny", .text) }
        #expect(throws: Diagnostics.self) { try fill("{{v}}\n", "x\u{1B}[2Jy", .text) }
        #expect(throws: Diagnostics.self) { try fill("a {{v}}\n", "b c", .other("python")) }
        #expect(throws: Diagnostics.self) { try fill("a {{v}}\n", "b c", .other("")) }
    }

    // MARK: steps

    private func content(_ block: String, _ value: String) throws -> any StepKind {
        let chapter = Chapter(path: "x.md", bytes: Array(block.utf8))
        let step = try #require(Lint.uncheckedSteps(of: chapter).first)
        return try step.content(in: scope(value))
    }

    @Test("A condition of `run` and the command of a check take a value as data")
    func commands() throws {
        let shell = try RealShell()
        defer { shell.remove() }
        let value = "a'b$(touch pwned)`touch pwned`\""
        for block in [
            "```bash {run on=etcd unless=\"[ {{v}} = \\\"{{v}}\\\" ] && echo '{{v}}'\"}\ntrue\n```\n",
            "```yaml {check on=etcd}\ncommand: echo \"{{v}}\"\nstdout: \"{{v}}\"\nequals: \"{{v}}\"\nmatches: ^{{v}}$\n```\n",
            "```console {check on=etcd}\n$ echo \"{{v}}\"\n{{v}}\n$ printf '%s\\n' {{v}} x\n{{v}}\nx\n```\n",
        ] {
            let finding = try shell.finding(try content(block, value))
            #expect(finding?.isHeld == true, "\(String(describing: finding)) of \(block)")
        }
        #expect(!FileManager.default.fileExists(atPath: shell.path("pwned")))
    }

    @Test("In what a transcript expects a value is text: three dots in it stand for nothing else")
    func patterns() throws {
        let shell = try RealShell()
        defer { shell.remove() }
        let block = "```console {check on=etcd}\n$ printf 'abc\\nd\\n'\n{{v}}\n```\n"
        #expect(try shell.finding(try content(block, "a...\nd"))?.isHeld == false)
        #expect(try shell.finding(try content(block, "...\n..."))?.isHeld == false)
        #expect(try shell.finding(try content(block, "abc\nd"))?.isHeld == true)
        let forged = "abc\nd\n$ touch pwned"
        #expect(try shell.finding(try content(block, forged))?.isHeld == false)
        #expect(!FileManager.default.fileExists(atPath: shell.path("pwned")))
    }

    @Test("A path, and words of a list, are data: no value makes two of one")
    func fields() throws {
        let file = try content("```text {file on=etcd path=/etc/{{v}}}\n```\n", "a $(b)") as? FileStep
        #expect(file?.path == "/etc/a $(b)")
        let service = try content("```text {service on=etcd units=a,{{v}}}\n```\n", "x") as? ServiceStep
        #expect(service?.units == ["a.service", "x.service"])
        #expect(throws: Diagnostics.self) {
            try content("```text {service on=etcd units=a,{{v}}}\n```\n", "x,y z")
        }
    }

    @Test("A value of a list of the lab, and one that is transformed, are foreign as well")
    func lists() throws {
        var inventory = CelticLab.inventory
        inventory.variables["mirrors"] = .list([.map(["url": .text("a b")]), .map(["url": .text("$(id)")])])
        let scope = Scope(inventory: inventory, host: CelticLab.morrigan, captures: ["v": .text("$(id)")])
        #expect(
            try scope.script("echo {{#mirrors}}{{url}} {{/mirrors}}", at: place)
                == "echo 'a b' '$(id)' ")
        #expect(
            try scope.script("{{#mirrors}}\necho {{url}}{{^last()}} \\{{/last()}}\n{{/mirrors}}", at: place)
                == "echo 'a b' \\\necho '$(id)'\n")
        #expect(throws: Diagnostics.self) { try scope.script("x {{uppercased(v)}}", at: place) }
        #expect(throws: Diagnostics.self) {
            try scope.script("{{#mirrors}}{{uppercased(url)}}{{/mirrors}}", at: place)
        }
    }

    @Test("Lint warns of a value in three braces")
    func lint() {
        let text =
            "```bash {run on=etcd[0] capture=v creates=/x}\necho 1\n```\n\n```bash {run on=etcd creates=/{{&v}}}\n{{{v}}} {{v}}\n```\n"
        let lint = Lint(Chapter(path: "x.md", bytes: Array(text.utf8)), inventory: CelticLab.inventory)
        #expect(lint.diagnostics.map(\.id) == ["raw-value", "raw-value"])
        #expect(lint.diagnostics.map { "\($0.place)" } == ["x.md:5:31", "x.md:6:1"])
    }
}
