import Foundation
import Testing

@testable import Steps

/// What kinds and matchers look at where a step does not hold. A `collectors.txt` in a case's folder is one more case.
@Suite("Evidence")
struct EvidenceTests {
    static let folders = CaseFolder.all.filter { $0.text("collectors.txt") != nil }

    /// Steps of every kind and every matcher: the examples of the reference page.
    static let examples =
        Catalog.kinds.map { $0.documentation.example }
        + Matchers.documentation.map { "```yaml {check #it on=masters}\n\($0.example)\n```" }

    static func collectors(_ markdown: String) -> [Collector] {
        CelticLab.read(markdown + "\n").contents.flatMap {
            $0.asking?.collectors(on: CelticLab.morrigan) ?? []
        }
    }

    @Test("A step looks where its folder says", arguments: folders)
    func cases(folder: CaseFolder) throws {
        let found = Self.collectors(folder.text("step.md") ?? "").map { collector in
            (["== \(collector.title)"] + collector.script.text.split(separator: "\n").map { "    \($0)" })
                .joined(separator: "\n") + "\n"
        }.joined()
        if ProcessInfo.processInfo.environment["LABCTL_ACCEPT"] == "1" {
            try folder.write(found, to: "collectors.txt")
        }
        #expect(found == folder.text("collectors.txt"), "LABCTL_ACCEPT=1 accepts what is there now")
    }

    @Test("Every kind but a drill has a case, and every kind and matcher looks at something or says why not")
    func complete() {
        let kinds = Catalog.kinds.filter { $0.nature != .drill }
        #expect(Set(Self.folders.map(\.kind)) == Set(kinds.map { $0.name }))
        for kind in kinds {
            #expect(!Self.collectors(kind.documentation.example).isEmpty, "\(kind.name)")
        }
        for matcher in Matchers.documentation {
            let step = "```yaml {check #it on=masters}\n\(matcher.example)\n```"
            #expect(Self.collectors(step).isEmpty == (matcher.noEvidence != nil), "\(matcher.name)")
        }
    }

    @Test("Evidence only ever asks: no tool is called with a verb that changes something")
    func readOnly() throws {
        let shell = try RealShell()
        defer { shell.remove() }
        let tools = [
            "systemctl", "journalctl", "kubectl", "openssl", "ip", "ss", "findmnt", "namei", "apt-cache",
            "df",
            "timedatectl",
        ]
        try FileManager.default.createDirectory(atPath: shell.path("bin"), withIntermediateDirectories: true)
        for tool in tools {
            try shell.write("#!/bin/bash\necho \"\(tool) $*\" >>\(shell.path("calls"))\n", to: "bin/\(tool)")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: shell.path("bin/\(tool)"))
        }
        let all = Self.examples.flatMap(Self.collectors) + [.disks, .clock(0)]
        for collector in Set(all) {
            _ = try shell.run(Script("PATH=\(shell.path("bin")):$PATH\n\(collector.script.text)"))
            let written = collector.script.text.matches(of: />\s*([\/$a-z][^\s;|)]*)/).map(\.1)
            #expect(Set(written).subtracting(["/dev/null"]) == [], "\(collector.title)")
        }
        let allowed =
            /systemctl (status|show) |journalctl -q |kubectl .*(get|describe) |openssl (s_client|x509) -|/
        let quiet =
            /ip (route get|-brief address)|ss -l|findmnt -T|namei -l|apt-cache policy|df -P|timedatectl show/
        let calls = try shell.text("calls").split(separator: "\n")
        #expect(calls.count > 20)
        for call in calls {
            let match = call.firstMatch(of: allowed)
            #expect(match.map { !$0.0.isEmpty } == true || call.firstMatch(of: quiet) != nil, "\(call)")
        }
    }

    @Test("Where a tool is missing there is nothing to see, and no complaint")
    func missingTools() throws {
        let shell = try RealShell()
        defer { shell.remove() }
        for collector in Set(Self.examples.flatMap(Self.collectors))
        where collector.script.text.hasPrefix("command -v") {
            let reply = try shell.run(Script("PATH=/nowhere\n\(collector.script.text)"))
            #expect(reply.output == "" && reply.status == 0, "\(collector.title): \(reply)")
        }
    }

    @Test("Units are found in commands, and only units")
    func units() {
        #expect(UnitNames.found(in: "systemctl is-active --quiet etcd") == ["etcd"])
        #expect(UnitNames.found(in: "test $(journalctl -q -u kubelet | wc -l) -gt 0") == ["kubelet"])
        #expect(UnitNames.found(in: "cat /etc/systemd/system/web.service") == ["web.service"])
        #expect(UnitNames.found(in: "kubectl get pods | grep -c etcd") == [])
    }

    @Test("A URL's server is found, with its port")
    func servers() {
        func server(_ url: String) -> String? {
            ServerAddress(url: url).map { "\($0.host) \($0.port) \($0.isSecure)" }
        }
        #expect(server("https://10.0.0.39:6443/healthz?a=b:c") == "10.0.0.39 6443 true")
        #expect(server("http://web.example") == "web.example 80 false")
        #expect(server("https://[::1]:2379") == "[::1] 2379 true")
        #expect(server("https://[::1]/x") == "[::1] 443 true")
        #expect(server("ftp://x") == nil && server("https:///x") == nil)
    }

    @Test("A disk that is nearly full is named, others are not; a clock says how far it is off")
    func general() throws {
        let shell = try RealShell()
        defer { shell.remove() }
        let table = """
            Filesystem Size Used Avail Use% Mounted on
            /dev/sda1   30G  12G   18G  41% /
            tmpfs      8.0M 8.0M     0 100% /var/lib/etcd
            tmpfs      1.6G 800K  1.6G   1% /run
            """
        let stub = "df() { cat <<'END'\n\(table)\nEND\n}\ntimedatectl() { echo no; }\n"
        let disks = try shell.run(Script(stub + Collector.disks.script.text)).output
        #expect(disks == "/ 41% used, 18G free; /var/lib/etcd 100% used, 0 free\n")
        let now = Int(Date().timeIntervalSince1970)
        let clock = try shell.run(Script(stub + Collector.clock(now + 3600).script.text)).output
        #expect(clock.contains(/UTC, (3600|3599) s behind labctl, kept by NTP: no\n$/))
        #expect(
            try shell.run(Script(stub + Collector.clock(now).script.text)).output.contains("UTC, kept by"))
    }
}
