import Foundation
import PlainText
import Testing

@testable import Steps

/// Checks on this computer's own bash, with real servers on loopback.
@Suite("Kinds on a real shell: checks")
struct RealCheckTests {
    let shell: RealShell

    init() throws { shell = try RealShell() }

    private func finding(_ body: String, language: String = "yaml", patience: Int = 1) throws -> Finding? {
        let text = "```\(language) {check #c on=masters raw}\n\(body)\n```\n".replacing(
            "DIR", with: shell.folder.path)
        let (contents, diagnostics) = CelticLab.read(text)
        #expect(diagnostics == [])
        return try shell.finding(try #require(contents.first), patience: patience)
    }

    private func sentences(_ body: String, language: String = "yaml") throws -> [String] {
        try finding(body, language: language)?.differences.map(\.summary) ?? []
    }

    @Test("A transcript holds with wildcards, continued lines and expected failures")
    func transcript() throws {
        defer { shell.remove() }
        let text = """
            $ printf 'one\\ntwo\\nthree\\n'
            one
            ...
            thr...
            $ for i in 1 2; do
            >   echo "it's $i"
            > done
            it's 1
            it's 2
            $ echo oops >&2; exit 3
            oops
            [exit 3]
            $ printf '= 0\\n|x\\n'
            = 0
            |x
            """
        #expect(try finding(text, language: "console")?.isHeld == true)
    }

    @Test("No output can look like another answer, not even by going back in its line")
    func forgery() throws {
        defer { shell.remove() }
        let text =
            "$ printf '= 0\\r= 0\\n\\b= 0\\n\\r\\b\\b|= 0\\nx\\r\\n'; exit 1\n= 0\n= 0\n|= 0\nx\n[exit 1]\n$ false"
        let block = "```console {check #c on=masters raw}\n\(text)\n```\n"
        let step = try #require(CelticLab.read(block).contents.first?.asking)
        let probe = try #require(step.probe(on: CelticLab.morrigan))
        var reply = try shell.run(probe.script)
        reply.output = HostText.clean(reply.output.utf8)
        #expect(probe.judge(reply).differences.map(\.summary) == ["`false` exited with 1, not 0"])
    }

    @Test("Of a thousand commands in a row each has its own answer and status")
    func thousand() throws {
        defer { shell.remove() }
        let text = (1...1000).map { "$ echo \($0); exit \($0 % 7)\n\($0)\n[exit \($0 % 7)]" }
        #expect(try finding(text.joined(separator: "\n"), language: "console")?.isHeld == true)
    }

    @Test("What a command leaves running changes neither its status nor the next one's")
    func background() throws {
        defer { shell.remove() }
        let text = """
            $ (sleep 1; echo 7) & false
            [exit 1]
            $ sleep 30 & echo here; exit 4
            here
            [exit 4]
            $ (sleep 0.3; printf '\\n7') & (sleep 0.3; echo '2 9') >&9 & sleep 0.6; exit 5
            ...
            [exit 5]
            $ sleep 0.7; echo late; exit 6
            late
            [exit 6]
            """
        let began = ContinuousClock.now
        #expect(try finding(text, language: "console")?.isHeld == true)
        #expect(ContinuousClock.now - began < .seconds(20), "nobody waits for `sleep 30`")
        #expect(try finding("command: (sleep 1; echo 7) & false\nexit: 1")?.isHeld == true)
    }

    @Test(
        "A long answer has its own status, and is looked through",
        arguments: [
            "$ seq 1 50000\n1\n2\n...\n49999\n50000", "$ seq 1 2000000\n1\n...\n2000000",
            "$ yes | head -c 100000000\n...", "$ seq 1 50000; exit 3\n...\n[exit 3]",
            "$ (sleep 2 &); seq 1 200000\n1\n...\n200000",
            "$ seq 1 70000\n...\n$ seq 1 80000\n...\n80000\n$ echo b\nb",
        ])
    func long(transcript: String) throws {
        defer { shell.remove() }
        // None leaves anything running that prints: whatever a busy computer takes, the answer is whole in the end.
        #expect(try finding(transcript, language: "console", patience: 20)?.isHeld == true)
    }

    @Test("A long answer to a command is looked through, and one too long for that makes a broken check")
    func longCommand() throws {
        defer { shell.remove() }
        #expect(try finding("command: seq 1 50000")?.isHeld == true)
        #expect(try finding("command: seq 1 50000\nmatches: \"(?m)^25000$\"")?.isHeld == true)
        #expect(try finding("command: seq 1 500000\nmatches: \"(?m)^500000$\"")?.isHeld == true)
        guard case .broken(let reason)? = try finding("command: seq 1 500000\nmatches: \"(?m)^250000$\"")
        else {
            Issue.record("not broken")
            return
        }
        #expect(reason.contains("it printed more than 480 kB. Let the command print less"))
    }

    @Test(
        "A program that is missing makes a broken check, whoever was to start it",
        arguments: [
            "$ timeout 5 no-such-0 & sleep 0.3\n...", "$ no-such-0 | cat\n...",
            "$ sh -c 'no-such-0; true'\n...",
            "$ env no-such-0 || :\n...", "$ echo a | xargs no-such-0; true\n...",
            "$ nice no-such-0; echo b\n...\nb", "$ flock lock no-such-0; true\n...",
            "$ prlimit --nofile=9 no-such-0 & wait\n...",
            "$ echo 'exec of \"no-such-0\" failed: No such file or directory' # as ip netns exec does\n...",
            "$ no-such-0 | cat; echo 'page not found'\n...\npage not found",
            "$ bash -c 'no-such-0 | cat' main\n...",
            "$ echo 'main: line 19: no-such-0: cannot execute: required file not found'\n...",
        ])
    func missing(transcript: String) throws {
        defer { shell.remove() }
        guard case .broken(let reason)? = try finding(transcript, language: "console") else {
            Issue.record("not broken")
            return
        }
        #expect(reason.contains("the command is not there: no-such-0"))
    }

    @Test(
        "An author who knows that a program may be missing is believed",
        arguments: [
            "$ no-such-0\n...\n[exit 127]", "$ no-such-0; true\n...not found",
            "$ no-such-0 2>/dev/null || echo none\nnone",
            "$ echo 'Dec 1 a cron[1]: bash: no-such-0: command not found'\n...",
            "$ cat /no-such-0 2>&1 || true\n...",
        ])
    func knowsOfMissing(transcript: String) throws {
        defer { shell.remove() }
        #expect(try finding(transcript, language: "console")?.isHeld == true)
    }

    @Test("What a pattern is looked for in is said, and both streams are shown")
    func streams() throws {
        defer { shell.remove() }
        let finding = try #require(try finding("command: echo ready >&2; echo waiting\nmatches: ready"))
        #expect(
            finding.differences.map(\.summary) == [
                "`echo ready >&2; echo waiting` printed nothing to standard output that matches `ready`"
            ])
        #expect(finding.differences.map(\.evidence) == ["waiting\nto standard error:\nready"])
    }

    @Test("An endless answer is cut short, and one of any bytes arrives whole")
    func anyOutput() throws {
        defer { shell.remove() }
        #expect(try sentences("$ yes | cat", language: "console") == ["`yes | cat` exited with 141, not 0"])
        let bytes = "$ printf 'caf\\351\\0 %s end\\n' {1..2000}\n...1 end\n...\n...2000 end"
        #expect(try finding(bytes, language: "console")?.isHeld == true)
        #expect(try finding("$ printf '\\n\\n'", language: "console")?.isHeld == true)
    }

    @Test(
        "An expression that cannot be looked for in a second makes a broken check",
        arguments: [
            "(a|aa)*b", "a*a*a*a*a*b", "(a|a)+$",
        ])
    func endless(pattern: String) throws {
        defer { shell.remove() }
        let began = ContinuousClock.now
        let found = try finding(
            "command: head -c 60000 /dev/zero | tr '\\0' a; echo !\nmatches: \(pattern)")
        guard case .broken(let reason)? = found else {
            Issue.record("found \(String(describing: found))")
            return
        }
        #expect(reason.contains("`\(pattern)` could not be looked for in a second"))
        #expect(ContinuousClock.now - began < .seconds(5))
    }

    @Test("A command that is not there makes a broken check; one that fails a failed one")
    func broken() throws {
        defer { shell.remove() }
        guard case .broken = try finding("$ no-such-command-0", language: "console") else {
            Issue.record("not broken")
            return
        }
        guard case .broken = try finding("command: no-such-command-0") else {
            Issue.record("not broken")
            return
        }
        #expect(try sentences("$ false", language: "console") == ["`false` exited with 1, not 0"])
        #expect(try finding("command: no-such-command-0\nexit: 127")?.isHeld == true)
    }

    @Test("A flood of output is cut and told")
    func flood() throws {
        defer { shell.remove() }
        let finding = try #require(try finding("command: yes"))
        #expect(finding.differences.map(\.summary) == ["`yes` exited with 141, not 0"])
        #expect(finding.differences[0].evidence.utf8.count <= 65_536)
    }

    @Test("Addresses, mounts, files and names of this computer are seen")
    func own() throws {
        defer { shell.remove() }
        #expect(try finding("address: 127.0.0.1") == .holds(seen: "lo"))
        #expect(try sentences("address: 192.0.2.1") == ["no interface holds 192.0.2.1"])
        #expect(try finding("mount: /proc\ntype: proc\nsource: proc")?.isHeld == true)
        #expect(try sentences("mount: DIR") == ["nothing is mounted at \(shell.folder.path)"])
        try shell.write("one\ntwo\n", to: "f")
        #expect(try finding("file: DIR/f\ncontains: tw\nmode: \"0644\"")?.isHeld == true)
        #expect(
            try sentences("file: DIR/f\ncontains: three") == [
                "no line of \(shell.path("f")) contains `three`"
            ])
        #expect(try finding("file: DIR/g\nabsent: true")?.isHeld == true)
        #expect(try finding("dns: localhost")?.isHeld == true)
    }

    @Test("A server with the lab's own authority is asked over TLS, and its port is open only while it runs")
    func server() throws {
        defer { shell.remove() }
        let pki = CelticLab.read(
            """
            ```yaml {pki #p on=masters}
            ca: web
            files:
              - authority: \(shell.path("ca.crt"))
              - {certificate: \(shell.path("web.crt")), key: \(shell.path("web.key")), subject: /CN=web, names: [127.0.0.1]}
            ```

            """)
        #expect(try shell.carryOut(try #require(pki.contents.first))?.isHeld == true)
        let server = try TLSServer(in: shell)
        let url = "https://127.0.0.1:\(server.port)/"
        #expect(try finding("http: \(url)\nca: DIR/ca.crt\nbody: s_server")?.isHeld == true)
        #expect(try sentences("http: \(url)\nca: DIR/ca.crt\nstatus: 404") == ["\(url) answers 200, not 404"])
        #expect(try sentences("http: \(url)") == ["\(url) does not answer"])
        #expect(try finding("port: \(server.port)")?.isHeld == true)
        server.process.stop()
        #expect(
            try sentences("port: \(server.port)") == [
                "port \(server.port) of 127.0.0.1: nothing accepts connections"
            ])
        #expect(try finding("port: \(server.port)\nopen: false")?.isHeld == true)
    }
}

/// openssl's own web server on a free port of loopback.
private struct TLSServer {
    let port: Int
    let process: RunningProcess

    init(in shell: RealShell) throws {
        process = try shell.start([
            "bash", "-c",
            "exec openssl s_server -www -accept 127.0.0.1:0 -cert web.crt -key web.key </dev/null >server.log 2>&1",
        ])
        var found: Int?
        for _ in 0..<500 where found == nil {
            usleep(20_000)
            found = try? shell.text("server.log").firstMatch(of: /ACCEPT 127\.0\.0\.1:(\d+)\n/).flatMap {
                Int($0.1)
            }
        }
        port = found ?? 1
    }
}
