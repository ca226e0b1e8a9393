import Foundation
import Testing

@testable import Steps

/// What services make of one answer for all of them, on this computer's own bash; systemctl's words are from a host.
@Suite("Kinds on a real shell: services")
struct RealServiceTests {
    private let shell: RealShell

    init() throws { shell = try RealShell() }

    /// Prints a block for each unit that is asked about, as systemctl(1) does; `dead` and `lost` are what they are called.
    private static let systemctl = """
        #!/bin/bash
        while [[ $1 != -- ]]; do shift; done; shift
        while (($#)); do
            unit=$1; shift
            load=loaded active=active
            [[ $unit != dead.service ]] || active=inactive
            [[ $unit != lost.service ]] || load=not-found active=inactive
            printf 'LoadState=%s\\nActiveState=%s\\nSubState=running\\n' $load $active
            printf 'UnitFileState=enabled\\nNeedDaemonReload=no\\nDropInPaths=\\n'
            [[ $active != active ]] || echo "InactiveExitTimestamp=Sun $(<"${0%/*}/start") UTC"
            (($# == 0)) || echo
        done

        """

    @Test("Services that are asked about together are found as each is by itself")
    func together() throws {
        defer { shell.remove() }
        try shell.install(Self.systemctl, as: "systemctl")
        let folder = shell.folder.path
        let made = """
            set -e; cd \(folder); pause() { sleep 0.05; }
            mkdir site kept; touch old target kept/file another-mode; touch -d 2020-01-01 aged
            ln -s old link-to-old; ln -s target link; ln -s gone dangling
            pause; date -u '+%F %T.%6N' >start; pause
            touch new target site/file; cp -p aged copied; chmod 0640 another-mode
            """
        #expect(try shell.run(Script(made)).status == 0)
        let services = [
            ("a", ""), ("a dead", ""), ("lost", ""), ("b dead", "state=stopped enabled=true"),
            ("a", "files=\(folder)/old"), ("a", "files=\(folder)/old,\(folder)/missing"),
            ("a", "files=\"\(folder)/old \(folder)/new\""),
            ("a b", "files=\(folder)/new"),
            ("a", "files=\(folder)/link-to-old"), ("a", "files=\(folder)/link"),
            ("a", "files=\(folder)/dangling"), ("a", "files=\(folder)/copied"),
            ("a", "files=\(folder)/site"), ("a", "files=\(folder)/kept"),
            ("a", "files=\(folder)/another-mode"),
        ]
        let probes = try services.map { units, options in
            let (contents, diagnostics) = CelticLab.read(
                "~~~text {service #s on=masters \(options)}\n\(units)\n~~~\n")
            #expect(diagnostics == [])
            return try #require(contents.first?.asking?.probe(on: CelticLab.morrigan))
        }
        let joints = probes.compactMap(\.joint)
        #expect(joints.count == services.count && Set(joints.map(\.question)).count == 1)
        let path = "PATH=\(folder):$PATH\n"
        let preamble = path + joints.map(\.gathering).joined() + joints[0].question
        let findings = try zip(probes, joints).map { probe, joint in
            let finding = probe.judge(try shell.run(Script(preamble + joint.answer)))
            let alone = probe.judge(try shell.run(Script(path + probe.script.text)))
            #expect(finding == alone)
            return finding.differences.map(\.summary)
        }
        #expect(
            findings == [
                [], ["dead.service is not running"],
                ["there is no unit lost.service", "lost.service is not running"],
                ["b.service is active"], [],
                ["\(folder)/missing does not exist, and `files` says that a.service reads it"],
                ["a.service was started before \(folder)/new changed"],
                [
                    "a.service was started before \(folder)/new changed",
                    "b.service was started before \(folder)/new changed",
                ],
                [], ["a.service was started before \(folder)/link changed"],
                ["\(folder)/dangling does not exist, and `files` says that a.service reads it"],
                ["a.service was started before \(folder)/copied changed"],
                ["a.service was started before \(folder)/site changed"], [], [],
            ])
    }
}
