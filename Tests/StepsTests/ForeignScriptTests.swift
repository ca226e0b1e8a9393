import Chapters
import Foundation
import Testing

@testable import Steps

/// Scripts of `Cases/foreign`: in those of `refused` bash, or a program that it starts, would carry a value out; those of
/// `data` take it as data.
@Suite("Scripts with foreign values")
struct ForeignScriptTests {
    struct ScriptFile: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        var testDescription: String { name }

        static func all(_ folder: String) -> [ScriptFile] {
            let url = CaseFolder.root.appending(path: "foreign/\(folder)")
            return CaseFolder.entries(of: url).map { name in
                let text = try? String(contentsOf: url.appending(path: name), encoding: .utf8)
                return ScriptFile(name: name, text: text ?? "")
            }
        }
    }

    private let place = SourcePlace(file: "x.md", line: 1)

    private func script(_ text: String, _ value: String, option: String = "-rf") throws(Diagnostics) -> String
    {
        let captures: [String: Value] = ["v": .text(value), "o": .text(option)]
        let scope = Scope(inventory: CelticLab.inventory, host: CelticLab.morrigan, captures: captures)
        return try scope.script(text, at: place)
    }

    @Test(
        "A script that may carry out a value is refused, without a word of the value",
        arguments: ScriptFile.all("refused"))
    func refused(_ file: ScriptFile) throws {
        for value in [
            "PATH[$(touch pwned)]", "$(touch pwned)", "x; touch pwned", "a\n#!/bin/sh\ntouch pwned",
        ] {
            do {
                let filled = try script(file.text, value)
                Issue.record("it became \(filled)")
            } catch {
                #expect(error.isForeignValue && !"\(error.list)".contains("pwned"))
                #expect(error.list.allSatisfy { $0.place.line >= 1 && !$0.solutions.isEmpty })
            }
        }
    }

    @Test("In each of them a plain word stands as before", arguments: ScriptFile.all("refused"))
    func inert(_ file: ScriptFile) throws {
        let wanted = file.text.replacing("{{v}}", with: "10.0.0.1,a%b==").replacing("{{o}}", with: "x")
        #expect(try script(file.text, "10.0.0.1,a%b==", option: "x") == wanted)
    }

    static let values = [
        "PATH[$(touch pwned)]", "$(touch pwned)", "x'; touch pwned; '", "a=b",
        "it's \"quoted\" \\ `touch pwned`",
        "{\"a\": [\"b c\", 1, null], \"d\": \"$HOME\"}", "c2VjcmV0+/==",
        "-----BEGIN CERTIFICATE-----\nMIIB+/8=\n -x $(touch pwned)\n-----END CERTIFICATE-----", "* ? ~ #x",
    ]

    @Test("A script of plain commands takes every value as itself", arguments: ScriptFile.all("data"))
    func data(_ file: ScriptFile) throws {
        let shell = try RealShell()
        defer { shell.remove() }
        for value in Self.values {
            let isOption = value.hasPrefix("-") && !file.text.contains("out")
            guard !isOption else { continue }
            let filled = try script(file.text, value)
            _ = try shell.run(Script("rm -f out\n" + filled))
            if file.text.contains("out") {
                let got = try shell.text("out")
                #expect(got == value || got == value + "\n", "\(filled)")
            }
        }
        #expect(!FileManager.default.fileExists(atPath: shell.path("pwned")))
    }

    // MARK: fields

    private func content(_ block: String, _ value: String) throws -> any StepKind {
        let chapter = Chapter(path: "x.md", bytes: Array(block.utf8))
        let step = try #require(Lint.uncheckedSteps(of: chapter).first)
        let captures = ["v": Value.text(value)]
        return try step.content(
            in: Scope(inventory: CelticLab.inventory, host: CelticLab.morrigan, captures: captures))
    }

    @Test(
        "A value that would be a setting of curl's, a file that it sends, an option or another unit is refused",
        arguments: [
            ("```text {artifact on=etcd path=/x url=http://{{v}} sha256=SUM}\n```\n", "h/\noutput = /etc/x"),
            ("```text {artifact on=etcd path=/x url=http://{{v}} sha256=SUM}\n```\n", "h/\r"),
            (
                "```text {artifact on=etcd path=/x url=https://h/x sums=https://{{v}}}\n```\n",
                "h/\nurl = file:///x"
            ),
            ("```yaml {check on=etcd}\nhttp: http://h/\nheader: \"{{v}}\"\n```\n", "@/etc/shadow"),
            ("```yaml {check on=etcd}\nhttp: http://h/\nheader: \"{{v}}\"\n```\n", "A: b\nC: d"),
            ("```yaml {check on=etcd}\nhttp: http://{{v}}\n```\n", "h/\n-o /etc/x"),
            ("```yaml {check on=etcd}\nkubernetes: \"{{v}}\"\n```\n", "--kubeconfig=/x"),
            ("```yaml {check on=etcd}\ndns: \"{{v}}\"\ntype: A\n```\n", "-f/etc/shadow"),
            ("```yaml {check on=etcd}\ndns: a\nserver: \"{{v}}\"\n```\n", "@x"),
            ("```yaml {check on=etcd}\nunit: \"{{v}}\"\n```\n", "../../x"),
            ("```text {service on=etcd units={{v}}}\n```\n", "--root=/x"),
        ])
    func settings(_ block: String, _ value: String) throws {
        let block = block.replacing("SUM", with: String(repeating: "0", count: 64))
        #expect(throws: Diagnostics.self) { try content(block, value) }
        #expect(throws: Never.self) { try content(block, "10.0.0.1") }
    }

    @Test("curl takes the braces and brackets of a URL as they are")
    func globs() throws {
        let check = try content("```yaml {check on=etcd}\nhttp: http://h/{{v}}\n```\n", "{a,b}[1-9]")
        #expect(check.asking?.probe(on: CelticLab.morrigan)?.script.text.contains("globoff") == true)
        #expect(ArtifactScripts.want.contains("-fsSLg"))
    }

    @Test("The command of `kubectl` may have several words; a value is one of them")
    func kubectl() throws {
        let shell = try RealShell()
        defer { shell.remove() }
        try shell.install("#!/bin/bash\nprintf '%s\\n' \"$@\" >words\n", as: "kube")
        let block = "```yaml {check on=etcd}\nkubernetes: node/a\nkubectl: env A=b ./kube {{v}}\n```\n"
        _ = try shell.finding(try content(block, "x $(touch pwned)"))
        #expect(try shell.text("words").hasPrefix("x $(touch pwned)\n--request-timeout=10s\nget\nnode/a\n"))
        #expect(!FileManager.default.fileExists(atPath: shell.path("pwned")))
    }
}
