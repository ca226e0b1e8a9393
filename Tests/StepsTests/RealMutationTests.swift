import Foundation
import Testing

@testable import Steps

/// Every mutation that needs no systemd and no network, on this computer's own bash: it breaks what the probe asks, and
/// is undone to the inode.
@Suite("Mutations on a real shell")
struct RealMutationTests {
    let shell: RealShell

    init() throws { shell = try RealShell() }

    /// A step that holds here, made from a chapter's text.
    private func heldStep(_ markdown: String) throws -> any AskingKind {
        let text = markdown.replacing("DIR", with: shell.folder.path).replacing("~~~", with: "```") + "\n"
        let (contents, diagnostics) = CelticLab.read(text)
        #expect(diagnostics.filter { $0.severity == .error } == [])
        let step = try #require(contents.first?.asking)
        #expect(try shell.carryOut(step)?.isHeld == true)
        return step
    }

    /// Breaks, asks, undoes and asks again, mutation by mutation; answers the first difference of each.
    private func noticed(_ step: any AskingKind) throws -> [String] {
        let before = try facts()
        let noticed = try step.mutations(on: CelticLab.morrigan).map { mutation in
            let broken = try shell.run(mutation.breaking)
            #expect(broken.status == 0, "\(mutation.title): \(broken.complaint)")
            let finding = try #require(try shell.finding(step))
            #expect(!finding.isHeld, "not noticed: \(mutation.title)")
            let undone = try shell.run(try #require(mutation.undoing))
            #expect(undone.status == 0, "not undone: \(mutation.title): \(undone.complaint)")
            #expect(try shell.finding(step)?.isHeld == true, "not undone: \(mutation.title)")
            #expect(try facts() == before, "other than before: \(mutation.title)")
            return "\(mutation.title): \(finding.differences.first?.summary ?? "")"
        }
        return noticed.map { $0.replacing(shell.folder.path, with: "") }
    }

    /// Inode, mode, owner, size and time of change of every file.
    private func facts() throws -> String {
        try shell.run(Script("find . -type f ! -name '.std*' -printf '%p %i %m %u %s %T@\\n' | sort")).output
    }

    @Test("A byte, the mode, the owner and the absence of a file")
    func file() throws {
        defer { shell.remove() }
        let owner = try shell.run(Script("stat -c %U:%G .")).output.trimmingSpaces
        let step = try heldStep("~~~text {file #f on=etcd path=DIR/f mode=0600 owner=\(owner)}\na=1\n~~~")
        #expect(
            try noticed(step) == [
                "a byte of /f is changed: the content of /f differs",
                "the mode of /f is 0640: the mode is 0640, not 0600",
                "the owner of /f is 65534:65534: the owner is nobody:nogroup, not \(owner)",
                "/f is gone: /f does not exist",
            ])
    }

    @Test("A file without content, and one that must not be there")
    func edges() throws {
        defer { shell.remove() }
        #expect(try noticed(try heldStep("~~~text {file #f on=etcd path=DIR/f}\n~~~")).count == 3)
        let absent = try heldStep("~~~text {file #f on=etcd path=DIR/g absent}\n~~~")
        #expect(try noticed(absent) == ["/g is there: /g exists (regular empty file)"])
        let nowhere = try heldStep("~~~text {file #f on=etcd path=DIR/no/g absent}\n~~~")
        let mutation = try #require(nowhere.mutations(on: CelticLab.morrigan).first)
        #expect(try shell.run(mutation.breaking).status == Mutation.nothingToBreak)
    }

    @Test("A link stays a link, and what it points to is not touched")
    func link() throws {
        defer { shell.remove() }
        try shell.write("target\n", to: "target")
        try FileManager.default.createSymbolicLink(
            atPath: shell.path("f"), withDestinationPath: shell.path("target"))
        let mutation = FileMutations.byte(of: shell.path("f"))
        #expect(try shell.run(mutation.breaking).status == 0)
        #expect(try shell.text("target") == "target\n")
        #expect(try shell.text("f") != "target\n")
        #expect(try shell.run(try #require(mutation.undoing)).status == 0)
        #expect(try shell.run(Script("readlink f")).output == "\(shell.path("target"))\n")
    }

    @Test("A binary with another byte, mode or none")
    func artifact() throws {
        defer { shell.remove() }
        try shell.write("#!/bin/sh\n", to: "tool")
        _ = try shell.run(Script("sha256sum tool >SHA256SUMS"))
        let tool = try heldStep(
            "~~~text {artifact #a on=etcd path=DIR/bin/tool url=file://DIR/tool sums=file://DIR/SHA256SUMS}\n~~~"
        )
        #expect(
            try noticed(tool) == [
                "a byte of /bin/tool is changed: /bin/tool is not the wanted file",
                "the mode of /bin/tool is 0600: the mode of /bin/tool is 0600, not 0755",
                "/bin/tool is gone: /bin/tool does not exist",
            ])
        _ = try shell.run(Script("rm -f '/var/lib/labctl/digests/'*labctl-steps*tool"))
    }

    @Test(
        "Certificates that have ended, are another's, name too little, do not fit; keys that are open or gone"
    )
    func pki() throws {
        defer { shell.remove() }
        let step = try heldStep(
            """
            ~~~yaml {pki #p on=masters}
            ca: web
            files:
              - authority: DIR/ca.crt
              - {certificate: DIR/a.crt, key: DIR/a.key, subject: /O=x/CN=web, names: [web, 10.0.0.1], usage: server}
              - {keypair: DIR/sa.key, public: DIR/sa.pub}
            ~~~
            """)
        #expect(
            try noticed(step) == [
                "/ca.crt is another authority of the same name: /a.crt is not signed by the authority at /ca.crt",
                "/ca.crt is gone: /ca.crt does not exist",
                "/a.crt has expired: /a.crt has expired or does within a day",
                "/a.crt is signed by another authority of the same name: /a.crt is not signed by the authority at /ca.crt",
                "/a.crt is signed by itself: /a.crt was issued by /O=x/CN=web, not by /CN=web",
                "/a.crt does not name 10.0.0.1: /a.crt does not name 10.0.0.1",
                "/a.crt is for another usage: /a.crt is not for usage `server`",
                "/a.key is another key: /a.key is not the key of /a.crt",
                "the mode of /a.key is 0640: the mode of /a.key is 0640, not 0600",
                "/a.crt is gone: /a.crt or /a.key does not exist",
                "/a.key is gone: /a.crt or /a.key does not exist",
                "the owner of /a.key is 65534:65534: the owner of /a.key is nobody:nogroup, not root:root",
                "/sa.key is another key: /sa.pub is not the public half of /sa.key",
                "the mode of /sa.key is 0640: the mode of /sa.key is 0640, not 0600",
                "/sa.key is gone: /sa.key or /sa.pub does not exist",
                "/sa.pub is gone: /sa.key or /sa.pub does not exist",
            ])
    }

    @Test("A file that a unit names and its step does not list is changed, and put back to the inode")
    func unlisted() throws {
        defer { shell.remove() }
        let folder = "/etc/labctl-\(getpid())-\(UInt32.random(in: 0...9999))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["listed", "read"] {
            try "x\n".write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        try shell.install(
            "#!/bin/sh\nprintf 'EnvironmentFile=-\(folder)/listed\\nExecStart=/bin/x --key=\(folder)/read\\n'\n",
            as: "systemctl")
        let path = "PATH=\(shell.folder.path):$PATH\n"
        let age = "touch -d @1700000000 \(folder)/*\n"
        let facts = "cd \(folder); stat -c '%n %i' *; find . -newermt @1700000001 | grep -v '^.$'"
        let before = try shell.run(Script(age + facts)).output
        let mutation = UnitMutations.unlisted("x.service", but: ["\(folder)/listed"])
        let broken = try shell.run(Script(path + "( \(mutation.breaking.text)\n)\n" + facts))
        #expect(broken.output.hasSuffix("./read\n"), "\(broken.output) \(broken.complaint)")
        let undone = try shell.run(Script(path + "( \(try #require(mutation.undoing).text)\n)\n" + facts))
        #expect(undone.output == before, "\(undone.complaint)")
        let all = UnitMutations.unlisted("x.service", but: ["\(folder)/listed", "\(folder)/read"])
        #expect(try shell.run(Script(path + all.breaking.text)).status == Mutation.nothingToBreak)
    }

    @Test("What `creates` names, a directory too")
    func creates() throws {
        defer { shell.remove() }
        let step = try heldStep(
            "~~~bash {run #r on=etcd creates=DIR/made}\nmkdir DIR/made; touch DIR/made/x\n~~~")
        #expect(try noticed(step) == ["/made is gone: the command has not been carried out"])
    }

    @Test("A file that a check asks about")
    func check() throws {
        defer { shell.remove() }
        try shell.write("a=1\nb=2\n", to: "f")
        let step = try heldStep("~~~yaml {check #c on=etcd}\nfile: DIR/f\nmode: \"0644\"\ncontains: b=2\n~~~")
        #expect(
            try noticed(step) == [
                "/f is gone: /f does not exist", "the mode of /f is 0600: the mode of /f is 0600, not 0644",
                "no line of /f holds `b=2`: no line of /f contains `b=2`",
            ])
    }

    @Test(
        "An unknown address is given to a host that does not hold it, and taken away again",
        .enabled(if: geteuid() == 0))
    func address() throws {
        defer { shell.remove() }
        let mutation = NetworkMutations.moved("192.0.2.77")
        #expect(try shell.run(mutation.breaking).status == 0)
        #expect(try shell.run(Script("ip -o address show to 192.0.2.77")).output.contains("192.0.2.77/32"))
        #expect(try shell.run(try #require(mutation.undoing)).status == 0)
        #expect(try shell.run(Script("ip -o address show to 192.0.2.77")).output.isEmpty)
    }

    @Test("An address is out of reach, and is reached again", .enabled(if: geteuid() == 0))
    func route() throws {
        defer { shell.remove() }
        let mutation = NetworkMutations.closed(port: 443, of: "192.0.2.78", on: CelticLab.morrigan)
        #expect(try shell.run(mutation.breaking).status == 0)
        #expect(try shell.run(Script("ip route get 192.0.2.78")).status != 0)
        #expect(try shell.run(try #require(mutation.undoing)).status == 0)
        #expect(!(try shell.run(Script("ip route show 192.0.2.78")).output.contains("prohibit")))
    }
}
