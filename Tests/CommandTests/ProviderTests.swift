import ArgumentParser
import Foundation
import Labs
import Steps
import Testing

@testable import labctl

/// A provider is one type: whatever else labctl does with a lab it does without knowing which one it is.
@Suite("A provider of one's own", .serialized)
struct ProviderTests {
    private static let chapter = """
        # Two hosts

        ```text {file #greeting on=all path=GREETING}
        hello from {{host.name}}
        ```

        ```console {check #heard on=one}
        $ cat GREETING
        hello from one
        ```

        ```yaml {fault #power-cut on=two}
        break: power-off
        recovers: healed
        probe: {that: two answers, from: one, command: "ssh-keyscan -T 1 ADDRESS 2>/dev/null | grep -q ssh-", every: 200ms}
        recover-within: 60s
        good: 1
        ```

        """

    private static let lab = """
        name: NAME
        provider: sshd
        hosts:
          - {name: one, address: 127.0.0.2}
          - {name: two, address: 127.0.0.3}

        """

    @Test("has its hosts up, carried out, switched off by a drill, healed, and down")
    func wholeLife() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "provider-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        Self.sweep()
        defer {
            Self.sweep(besides: getpid())
            try? FileManager.default.removeItem(at: folder)
        }
        func write(_ text: String, _ name: String) throws -> String {
            let path = folder.appending(path: name).path
            try text.replacing("GREETING", with: "\(folder.path)/greeting-{{host.name}}")
                .replacing("NAME", with: "provider-\(getpid())").write(
                    toFile: path, atomically: true, encoding: .utf8)
            return path
        }
        let lab = try write(Self.lab, "lab.yaml")
        let chapter = try write(Self.chapter.replacing("ADDRESS", with: "{{address.two}}"), "chapter.md")
        try await LabProviders.$others.withValue([SshdLab.self]) {
            try await expectSuccess(LabCommand.Up.parse(["--lab", lab]))
            try await expectSuccess(RunCommand.parse([chapter, "--lab", lab, "--yes", "--drills"]))
            try await expectSuccess(CheckCommand.parse([chapter, "--lab", lab]))
            try await expectSuccess(LabCommand.Down.parse(["--lab", lab]))
        }
    }

    /// Ends what a killed test has left behind, and what this one (`besides`) has.
    private static func sweep(besides own: pid_t = 0) {
        let bash = Process()
        bash.executableURL = URL(filePath: "/bin/bash")
        bash.arguments = [
            "-c",
            """
            for name in $(ip netns list | grep -o '^provider-[0-9]*'); do
                [[ ${name#provider-} == \(own) ]] || ! kill -0 ${name#provider-} 2>/dev/null || continue
                ip netns pids $name | xargs -r kill -9; ip netns del $name
            done
            """,
        ]
        try? bash.run()
        bash.waitUntilExit()
    }

    private func expectSuccess(_ command: some AsyncParsableCommand) async throws {
        var command = command
        do { try await command.run() } catch let code as ExitCode { #expect(code == .success) }
    }
}

/// Hosts that are sshd processes in one network namespace: all that a provider must bring.
private struct SshdLab: LabProvider {
    static let name = "sshd"
    static let capabilities: LabCapabilities = .power

    let lab: Lab

    init(_ lab: Lab) { self.lab = lab }

    var bootTime: Duration { .seconds(30) }

    func access(to host: Steps.Host) -> HostAccess {
        HostAccess(
            name: host.name, address: host.address, port: 22, user: "root", sudo: false,
            identities: ["\(lab.stateDirectory)/key"], identitiesOnly: true,
            knownHosts: "\(lab.stateDirectory)/known_hosts", networkNamespace: "/run/netns/\(lab.name)")
    }

    func status(waiting limit: Duration) throws -> LabStatus {
        LabStatus(
            try lab.inventory.hosts.map { ($0, try sh("kill -0 $(<\($0.name).pid)") ? .answering : .off) })
    }

    func up(fresh: Bool, progress: @escaping LabProgress) async throws {
        try must("mkdir -p /run/sshd; ssh-keygen -q -t ed25519 -N '' -f key")
        try must("ip netns add \(lab.name); ip -n \(lab.name) link set lo up")
        for host in lab.inventory.hosts {
            try must("echo \(host.address) $(cut -d' ' -f1,2 key.pub) >>known_hosts")
            try await powerOn(host)
        }
    }

    func down(progress: @escaping LabProgress) async throws {
        for host in lab.inventory.hosts { try await powerOff(host) }
        try must("ip netns del \(lab.name)")
    }

    func powerSwitch(of host: Steps.Host) -> PowerSwitch? { .own }

    /// The server with all its sessions, so that nobody gets a last word.
    func powerOff(_ host: Steps.Host) async throws {
        try must(
            """
            tree() { local child; for child in $(pgrep -P $1); do tree $child; done; kill -9 $1; }
            tree $(<\(host.name).pid)
            """)
    }

    func powerOn(_ host: Steps.Host) async throws {
        try must(
            """
            printf '%s\\n' 'ListenAddress \(host.address)' "HostKey $PWD/key" "AuthorizedKeysFile $PWD/key.pub" \
                "PidFile $PWD/\(host.name).pid" 'StrictModes no' 'UsePAM no' 'PermitRootLogin yes' >\(host.name).conf
            ip netns exec \(lab.name) /usr/sbin/sshd -f $PWD/\(host.name).conf
            until ip netns exec \(lab.name) bash -c '</dev/tcp/\(host.address)/22'; do sleep 0.05; done
            """)
    }

    private func must(_ script: String) throws {
        if try !sh("set -e; " + script) { throw LabError("the script failed: \(script)") }
    }

    private func sh(_ script: String) throws -> Bool {
        try FileManager.default.createDirectory(atPath: lab.stateDirectory, withIntermediateDirectories: true)
        let bash = Process()
        bash.executableURL = URL(filePath: "/bin/bash")
        bash.arguments = ["-c", "exec 2>/dev/null; umask 077; \(script)"]
        bash.currentDirectoryURL = URL(filePath: lab.stateDirectory)
        bash.standardInput = FileHandle.nullDevice
        try bash.run()
        bash.waitUntilExit()
        return bash.terminationStatus == 0
    }
}
