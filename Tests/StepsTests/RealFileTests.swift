import Foundation
import Testing

@testable import Steps

/// The scripts of `file`, `artifact` and `package` on this computer's own bash.
@Suite("Kinds on a real shell: files")
struct RealFileTests {
    let shell: RealShell

    init() throws { shell = try RealShell() }

    private func step(_ markdown: String) throws -> any ActionKind {
        let (contents, diagnostics) = CelticLab.read(
            markdown.replacing("DIR", with: shell.folder.path).replacing("~~~", with: "```") + "\n")
        #expect(diagnostics.filter { $0.severity == .error } == [])
        return try #require(contents.first?.action)
    }

    @Test(
        "A file is written once, to the last byte, in directories that were not there",
        arguments: ["a=1\n", "", "it's \"$HOME\" `id` \\n\n\n  x\n", "no \u{e9}nd: \u{1F600}\n"])
    func write(content: String) throws {
        defer { shell.remove() }
        let conf = try step(
            "~~~text {file #f on=etcd path=\"DIR/new dir/it's.conf\" mode=0640 raw}\n\(content)~~~")
        #expect(
            try shell.finding(conf)?.differences.map(\.summary) == [
                "\(shell.path("new dir/it's.conf")) does not exist"
            ])
        #expect(try shell.carryOut(conf) == .holds())
        #expect(try String(contentsOfFile: shell.path("new dir/it's.conf"), encoding: .utf8) == content)
    }

    @Test("A changed line is shown as a diff; a secret is not")
    func diff() throws {
        defer { shell.remove() }
        try shell.write("a=1\nb=2\n", to: "f")
        let conf = try step("~~~text {file #f on=etcd path=DIR/f}\na=1\nb=3\n~~~")
        let evidence = try #require(try shell.finding(conf)?.differences.first?.evidence)
        #expect(evidence.contains("-b=2\n+b=3"))
        let secret = try step("~~~text {file #f on=etcd path=DIR/f secret}\na=1\nb=3\n~~~")
        #expect(try shell.finding(secret)?.differences.map(\.evidence) == [""])
    }

    @Test("A zero byte, a lost line end and a mode are noticed", arguments: ["a=1\n\0", "a=1", "a=2\n"])
    func nearly(content: String) throws {
        defer { shell.remove() }
        try shell.write(content, to: "f")
        let conf = try step("~~~text {file #f on=etcd path=DIR/f mode=0600}\na=1\n~~~")
        #expect(
            try shell.finding(conf)?.differences.map(\.summary) == [
                "the content of \(shell.path("f")) differs", "the mode is 0644, not 0600",
            ])
        #expect(try shell.carryOut(conf) == .holds())
    }

    @Test("Only the mode is changed where only the mode differs")
    func modeAlone() throws {
        defer { shell.remove() }
        try shell.write("a=1\n", to: "f")
        let conf = try step("~~~text {file #f on=etcd path=DIR/f mode=0600}\na=1\n~~~")
        let commands = conf.commands(on: CelticLab.morrigan, after: try shell.finding(conf))
        #expect(commands == [.run(Script("chmod -- 0600 \(shell.path("f"))"))])
        #expect(try shell.carryOut(conf) == .holds())
    }

    @Test("A file that must be absent is removed, a dangling link too")
    func absent() throws {
        defer { shell.remove() }
        try FileManager.default.createSymbolicLink(atPath: shell.path("f"), withDestinationPath: "/nowhere")
        let gone = try step("~~~text {file #f on=etcd path=DIR/f absent}\n~~~")
        #expect(try shell.finding(gone)?.isHeld == false)
        #expect(try shell.carryOut(gone) == .holds())
    }

    @Test("Files that are asked about together are found as each is by itself, or left to be")
    func together() throws {
        defer { shell.remove() }
        for name in ["same", "other", "it's a file", "unwanted", "mode", "secret"] {
            try shell.write(name == "other" ? "b\n" : "a\n", to: name)
        }
        try FileManager.default.createSymbolicLink(atPath: shell.path("link"), withDestinationPath: "same")
        let names = ["same", "other", "it's a file", "missing", "link", "mode mode=0600", "secret secret"]
        let wanted = try names.map { name in
            let words = name.split(separator: " ").map(String.init)
            let options = words.count == 2 ? words[1] : ""
            let path = options.isEmpty ? name : words[0]
            return try step("~~~text {file #f on=etcd path=\"DIR/\(path)\" \(options)}\na\n~~~")
        }
        let unwanted = try ["unwanted", "gone"].map {
            try step("~~~text {file #f on=etcd path=DIR/\($0) absent}\n~~~")
        }
        let steps = wanted + unwanted + [try step("~~~text {file #f on=etcd path=DIR}\na\n~~~")]
        let probes = steps.compactMap { $0.probe(on: CelticLab.morrigan) }
        let joints = probes.compactMap(\.joint)
        #expect(joints.count == steps.count && Set(joints.map(\.question)).count == 1)
        let preamble = joints.map(\.gathering).joined() + joints[0].question
        let told = try zip(probes, joints).filter { probe, joint in
            let reply = try shell.run(Script(preamble + joint.answer))
            let alone = probe.judge(try shell.run(probe.script))
            #expect(reply.status == JointQuestion.cannotTell || probe.judge(reply) == alone)
            return reply.status != JointQuestion.cannotTell
        }
        #expect(told.count == 7, "all but the one of other content, the link and the folder")
    }

    @Test("A file that came after the others were looked at is asked about by itself")
    func late() throws {
        defer { shell.remove() }
        let conf = try step("~~~text {file #f on=etcd path=DIR/late}\na\n~~~")
        let joint = try #require(conf.probe(on: CelticLab.morrigan)?.joint)
        let script = Script(
            joint.gathering + joint.question + "printf 'a\\n' >\(shell.path("late"))\n" + joint.answer)
        #expect(try shell.run(script).status == JointQuestion.cannotTell)
    }

    @Test("An artifact is installed by its digest, remembered, and noticed when a byte changes")
    func artifact() throws {
        defer { shell.remove() }
        try shell.write("#!/bin/sh\n", to: "tool")
        _ = try shell.run(Script("sha256sum tool >SHA256SUMS"))
        let tool = try step(
            "~~~text {artifact #a on=etcd path=DIR/bin/tool url=file://DIR/tool sums=file://DIR/SHA256SUMS}\n~~~"
        )
        #expect(try shell.finding(tool)?.isHeld == false)
        #expect(try shell.carryOut(tool) == .holds())
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: shell.path("bin/tool"))
        #expect(
            try shell.finding(tool)?.differences.map(\.summary)
                == ["the mode of \(shell.path("bin/tool")) is 0600, not 0755"])
        #expect(try shell.carryOut(tool) == .holds())
        _ = try shell.run(
            Script("touch -r bin/tool then; printf '#!/bin/zh\n' >bin/tool; touch -r then bin/tool"))
        #expect(
            try shell.finding(tool)?.differences.map(\.summary)
                == ["\(shell.path("bin/tool")) is not the wanted file"])
        #expect(try shell.carryOut(tool) == .holds())
        _ = try shell.run(Script("rm -f '/var/lib/labctl/digests/'*labctl-steps*tool"))
    }

    @Test("A damaged artifact never reaches its place")
    func damaged() throws {
        defer { shell.remove() }
        try shell.write("damaged", to: "tool")
        let digest = String(repeating: "0", count: 64)
        let tool = try step(
            "~~~text {artifact #a on=etcd path=DIR/bin/tool url=file://DIR/tool sha256=\(digest)}\n~~~")
        guard case .broken(let complaint) = try shell.carryOut(tool) else {
            Issue.record("a damaged file was installed")
            return
        }
        #expect(complaint.contains("not \(digest)"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: shell.path("bin")) == [])
    }

    @Test("bash is installed, a package of no distribution is not")
    func packages() throws {
        defer { shell.remove() }
        guard FileManager.default.fileExists(atPath: "/usr/bin/dpkg-query") else { return }
        #expect(try shell.finding(try step("~~~text {package #p on=etcd}\nbash\n~~~"))?.isHeld == true)
        #expect(
            try shell.finding(try step("~~~text {package #p on=etcd}\nbash no-such-package-0\n~~~"))?
                .differences == [
                    Difference("no-such-package-0 is not installed", remedy: "no-such-package-0")
                ])
    }
}
