import Foundation
import Testing

@testable import Steps

/// The scripts of `pki` with the real openssl: this computer plays both the lab's state and the host.
@Suite("Kinds on a real shell: keys and certificates")
struct RealPkiTests {
    let shell: RealShell

    init() throws { shell = try RealShell() }

    private func step(
        names: String = "kubernetes, 10.0.0.43, \"fe80::1\"", subject: String = "/O=system:masters/CN=api"
    )
        throws -> PkiStep
    {
        let (contents, diagnostics) = CelticLab.read(
            """
            ```yaml {pki #p on=masters}
            ca: kubernetes
            files:
              - authority: \(shell.path("etc/ca.crt"))
              - certificate: \(shell.path("etc/api.crt"))
                key: \(shell.path("etc/api.key"))
                subject: \(subject)
                names: [\(names)]
                usage: server
              - keypair: \(shell.path("etc/sa.key"))
                public: \(shell.path("etc/sa.pub"))
            ```

            """)
        #expect(diagnostics == [])
        return try #require(contents.first as? PkiStep)
    }

    private func sentences(_ step: PkiStep) throws -> [String] {
        try shell.finding(step)?.differences.map { $0.summary.replacing(shell.folder.path, with: "") } ?? []
    }

    @Test("What is missing is made and put in place; the authority's key stays where it is")
    func make() throws {
        defer { shell.remove() }
        #expect(try shell.carryOut(step())?.isHeld == true)
        #expect(try shell.run(Script("ls etc")).output == "api.crt\napi.key\nca.crt\nsa.key\nsa.pub\n")
        #expect(
            try shell.run(Script("stat -c %a pki/kubernetes/ca.key etc/api.key etc/api.crt")).output
                == "600\n600\n644\n")
    }

    @Test("A host that is set up anew gets the certificates that are already made")
    func reuse() throws {
        defer { shell.remove() }
        #expect(try shell.carryOut(step())?.isHeld == true)
        let before = try shell.run(Script("cat etc/*; rm -r etc")).output
        #expect(try shell.carryOut(step())?.isHeld == true)
        #expect(try shell.run(Script("cat etc/*")).output == before)
    }

    @Test("Other names and another subject are told apart, and mended")
    func names() throws {
        defer { shell.remove() }
        #expect(try shell.carryOut(step())?.isHeld == true)
        let other = try step(names: "kubernetes, 10.0.0.39", subject: "/CN=other")
        #expect(
            try sentences(other) == [
                "/etc/api.crt is for /O=system:masters/CN=api, not for /CN=other",
                "/etc/api.crt does not name 10.0.0.39",
                "/etc/api.crt names IP Address:10.0.0.43, IP Address:FE80:0:0:0:0:0:0:1 too",
            ])
        #expect(try shell.carryOut(other)?.isHeld == true)
    }

    @Test("A foreign key, a foreign authority, an empty file and a wrong mode are told apart")
    func damage() throws {
        defer { shell.remove() }
        let step = try step()
        #expect(try shell.carryOut(step)?.isHeld == true)
        _ = try shell.run(
            Script("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out etc/api.key"))
        #expect(try sentences(step) == ["/etc/api.key is not the key of /etc/api.crt"])
        #expect(try shell.carryOut(step)?.isHeld == true)
        _ = try shell.run(
            Script(
                "openssl req -x509 -newkey ed25519 -noenc -keyout /dev/null -subj /CN=kubernetes -out etc/ca.crt"
            ))
        #expect(
            try sentences(step).map { $0.replacing("\(shell.folder.path)", with: "") } == [
                "/etc/api.crt is not signed by the authority at /etc/ca.crt"
            ])
        _ = try shell.run(Script("cp pki/kubernetes/ca.crt etc/ca.crt; chmod 0644 etc/api.key"))
        #expect(try sentences(step) == ["the mode of /etc/api.key is 0644, not 0600"])
        #expect(try shell.carryOut(step)?.isHeld == true)
        _ = try shell.run(Script("rm etc/sa.pub; : >etc/api.crt"))
        #expect(
            try sentences(step) == [
                "/etc/api.crt or /etc/api.key does not exist", "/etc/sa.key or /etc/sa.pub does not exist",
            ])
    }

    @Test("What openssl said of files is remembered until one of them changes")
    func recollection() throws {
        defer { shell.remove() }
        try shell.install(
            "#!/bin/bash\necho >>\(shell.path("asked"))\nexec /usr/bin/openssl \"$@\"\n", as: "openssl")
        let probe = try #require(try step().probe(on: CelticLab.morrigan))
        func times() throws -> Int {
            try shell.write("", to: "asked")
            let reply = try shell.run(Script("PATH=\(shell.folder.path):$PATH\n" + probe.script.text))
            #expect(probe.judge(reply).isHeld)
            return try shell.text("asked").count
        }
        #expect(try shell.carryOut(step())?.isHeld == true)
        #expect(try times() == 0, "the step's own last look is remembered")
        _ = try shell.run(Script("cp -p etc/api.crt new && mv new etc/api.crt"))
        #expect(try times() == 4)
        #expect(try times() == 0)
        _ = try shell.run(Script("sed -i '1s/^day .*/day 20201231/' \(records.joined(separator: " "))"))
        #expect(try times() == 4, "yesterday's word is asked for again")
    }

    /// Where it is remembered what openssl said of this folder's files.
    private var records: [String] { RealShell.records(mentioning: shell.folder) }

    @Test("No answer of a host holds a private key")
    func secrecy() throws {
        defer { shell.remove() }
        let step = try step()
        #expect(try shell.carryOut(step)?.isHeld == true)
        let probe = try #require(step.probe(on: CelticLab.morrigan))
        #expect(!(try shell.run(probe.script).output.contains("PRIVATE")))
    }

    @Test("A key pair that differs between hosts is sent anew to all of them")
    func sharedPair() throws {
        defer { shell.remove() }
        let step = try step()
        let hosts = CelticLab.inventory.hosts(playing: "masters")
        let findings = zip(hosts, ["a", "b"]).map { HostFinding(host: $0, finding: .holds(seen: $1)) }
        let remedies = step.judge(findings).flatMap { $0.finding?.differences.map(\.remedy) ?? [] }
        #expect(remedies == [String](repeating: "send \(shell.path("etc/sa.key"))", count: 2))
    }

    /// What is asked with the lab's own authority at hand, as a transport gives it.
    private func sentences(_ step: PkiStep, knowing state: String) throws -> [String] {
        let probe = try #require(step.probe(on: CelticLab.morrigan))
        let path = try #require(probe.script.localFiles["lab"])
        let lab = try shell.run(Script("cat \(state)/\(path) 2>/dev/null || :")).output
        let reply = try shell.run(Script("lab=\(Script.quote(lab))\n" + probe.script.text))
        return probe.judge(reply).differences.map { $0.summary.replacing(shell.folder.path, with: "") }
    }

    private static let forgery = Script(
        """
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout foreign.key -subj /CN=kubernetes \
            -days 9 -out etc/ca.crt 2>&1
        """)

    @Test("Another authority of the same name is noticed where the step puts nothing but the authority")
    func authorityAlone() throws {
        defer { shell.remove() }
        let (contents, diagnostics) = CelticLab.read(
            "```yaml {pki #p on=masters}\nca: kubernetes\nfiles:\n- authority: \(shell.path("etc/ca.crt"))\n```\n"
        )
        #expect(diagnostics == [])
        let step = try #require(contents.first as? PkiStep)
        #expect(try shell.carryOut(step)?.isHeld == true)
        #expect(try sentences(step, knowing: ".") == [])
        _ = try shell.run(Script("cp etc/ca.crt kept"))
        _ = try shell.run(Self.forgery)
        _ = try shell.run(Script("cat etc/ca.crt >>kept; cp etc/ca.crt forged; cp kept etc/ca.crt"))
        #expect(
            try sentences(step, knowing: ".") == ["/etc/ca.crt is not the lab's authority `kubernetes`"],
            "another authority behind the right one is trusted, too")
        _ = try shell.run(Script("cp forged etc/ca.crt"))
        #expect(try sentences(step, knowing: ".") == ["/etc/ca.crt is not the lab's authority `kubernetes`"])
        #expect(
            try sentences(step, knowing: "nowhere") == [], "a lab that has no authority yet knows no better")
        #expect(try shell.carryOut(step)?.isHeld == true)
    }

    @Test(
        "A certificate by another authority of the same name is noticed, also where the step puts no authority beside it"
    )
    func leafAlone() throws {
        defer { shell.remove() }
        let (contents, _) = CelticLab.read(
            """
            ```yaml {pki #p on=masters}
            ca: kubernetes
            files:
            - certificate: \(shell.path("etc/api.crt"))
              key: \(shell.path("etc/api.key"))
              subject: /CN=api
            ```

            """)
        let step = try #require(contents.first as? PkiStep)
        #expect(try shell.carryOut(step)?.isHeld == true)
        #expect(try sentences(step, knowing: ".") == [])
        _ = try shell.run(Script("mkdir -p other; mv pki other/pki"))
        #expect(try shell.carryOut(step)?.isHeld == true)
        _ = try shell.run(Script("rm etc/*"))
        #expect(try shell.carryOut(step)?.isHeld == true)
        #expect(try sentences(step, knowing: ".") == [])
        #expect(
            try sentences(step, knowing: "other") == [
                "/etc/api.crt is not signed by the authority `kubernetes` of the lab"
            ])
    }

    @Test("An authority whose key is another's signs nothing more, and says so")
    func brokenAuthority() throws {
        defer { shell.remove() }
        #expect(try shell.carryOut(step())?.isHeld == true)
        _ = try shell.run(Script("openssl genpkey -algorithm ed25519 -out pki/kubernetes/ca.key"))
        let workshop = PkiWorkshop(authority: "kubernetes", host: "morrigan")
        let reply = try shell.run(workshop.script(for: []))
        #expect(reply.status == 1 && reply.errorOutput.contains("ca.key is not the key of"))
    }
}
