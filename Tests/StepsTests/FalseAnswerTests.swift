import Foundation
import Testing

@testable import Steps

/// A host's true answer to a check, changed on its way: what a check takes for good is a weakness of the check.
@Suite("False answers")
struct FalseAnswerTests {
    /// `noticed` or `taken for good`, and what was false, for each false answer to a check of one question.
    private func verdicts(_ body: String, language: String = "console", output: String, status: Int = 0)
        throws
        -> [String]
    {
        let (contents, diagnostics) = CelticLab.read(
            "```\(language) {check #c on=masters raw}\n\(body)\n```\n")
        #expect(diagnostics == [])
        let step = try #require(contents.first?.asking)
        let lines =
            output.isEmpty
            ? "" : output.split(separator: "\n", omittingEmptySubsequences: false).map { "|\($0)\n" }.joined()
        let probe = try #require(step.probe(on: CelticLab.morrigan))
        let truth = Reply(status: 0, output: "= \(status)\n\(lines)")
        #expect(probe.judge(truth).isHeld)
        return step.falseAnswers(to: truth).map { lie in
            "\(probe.judge(lie.reply).isHeld ? "taken for good" : "noticed"): \(lie.title)"
        }
    }

    @Test("A transcript notices silence, other words, another status and each line that it names")
    func transcript() throws {
        #expect(
            try verdicts(
                "$ get nodes\nartio   Ready ...\nesus    Ready ...",
                output: "artio   Ready x\nesus    Ready y") == [
                    "noticed: `get nodes`: nothing is printed",
                    "noticed: `get nodes`: other words are printed",
                    "noticed: `get nodes`: the exit status is 1",
                    "noticed: `get nodes`: the line `artio   Ready x` is missing",
                    "noticed: `get nodes`: the line `esus    Ready y` is missing",
                ])
    }

    @Test("A transcript that lets anything pass is found weak")
    func weak() throws {
        #expect(
            try verdicts("$ get nodes\n...", output: "artio") == [
                "noticed: `get nodes`: the exit status is 1",
                "taken for good: `get nodes`: nothing is printed",
            ])
    }

    @Test("A command that must fail is not taken to have failed when it did not")
    func failing() throws {
        #expect(
            try verdicts("$ false\n[exit 1]", output: "", status: 1) == [
                "noticed: `false`: the exit status is 0"
            ])
    }

    @Test(
        "Each matcher notices what it reads",
        arguments: [
            ("port: 80", "", 1), ("http: http://a/\nbody: hello", "HTTP/1.1 200 OK\n\nhello", 3),
            ("address: 10.0.0.39", "2: eth0 inet 10.0.0.39/24", 1),
            ("unit: etcd", "active\nenabled\nloaded", 2),
            ("file: /f", "644 root:root 1 regular file", 1), ("mount: /m", "nfs4 angus:/web", 1),
            ("dns: a\nserver: 10.0.0.1", "10.0.0.2", 2), ("command: x\nstdout: y", "y", 3),
            ("command: x", "y", 1),
            ("kubernetes: pod/a\njsonpath: \"{.a}\"", "b", 2),
        ])
    func matchers(body: String, output: String, count: Int) throws {
        let found = try verdicts(body, language: "yaml", output: output)
        #expect(found.count == count)
        #expect(found.allSatisfy { $0.hasPrefix("noticed: ") })
    }
}
