import Foundation
import Glibc
import Steps
import Testing

@testable import Labs

/// A real lab of two hosts in a folder of its own. One test tells its whole life: each step takes a second.
@Suite("A lab on this computer", .enabled(if: geteuid() == 0, "needs root"))
struct LocalLabTests {
    @Test(
        "lives, keeps what it is told to keep, forgets the rest, and leaves nothing behind",
        .timeLimit(.minutes(15)))
    func life() async throws {
        try await LabBench.use { bench in try await live(in: bench) }
    }

    private func live(in bench: LabBench) async throws {
        let lab = bench.provider, one = bench.lab.inventory.hosts[0], two = bench.lab.inventory.hosts[1]
        try await lab.up(fresh: false) { _ in }

        // Names, keys and packages are there from the first boot.
        #expect(try await bench.run(on: one, "hostname; getent hosts two") == "one\n10.0.0.12       two")
        #expect(
            try await bench.run(on: one, "apt-get install -y -q etcd-server >/dev/null 2>&1; echo $?") == "0")

        // A snapshot of the running lab is brought back whole.
        _ = try await bench.run(on: one, "echo kept >/root/state")
        try await lab.snapshot("before")
        _ = try await bench.run(on: one, "echo lost >/root/state; rm -rf /etc/ssh")
        await #expect(throws: LabError.self) { try await lab.snapshot("before") }
        try await lab.restore("before", hosts: []) { _ in }
        #expect(try await bench.run(on: one, "cat /root/state") == "kept")

        // A power cut is silent, and a host comes back with its disk.
        try await lab.powerOff(one)
        #expect(try await bench.power().first == .off)
        try await bench.waitUntil("two answers") { try await bench.power() == [.off, .answering] }
        #expect(try await bench.run(on: two, "ping -c1 -W1 10.0.0.11 >/dev/null; echo $?") == "1")
        try await lab.powerOn(one)
        #expect(try await bench.run(on: one, "cat /root/state") == "kept")

        // A host can reboot by itself.
        let boot = try await bench.run(on: two, "stat -c %Y /proc/1")
        _ = try? await bench.run(on: two, "systemctl reboot")
        try await bench.waitUntil("two has booted again") {
            let now = try? await bench.run(on: two, "stat -c %Y /proc/1")
            return now != nil && now != boot
        }

        // Reset throws the changes of one host away.
        try await lab.reset([one]) { _ in }
        #expect(try await bench.run(on: one, "cat /root/state 2>/dev/null; echo gone") == "gone")

        try await lab.down { _ in }
        #expect(try await bench.power() == [.off, .off])
        #expect(!Files.exists(bench.local.network.path))
        #expect(bench.leftovers.isEmpty)
    }

    @Test("is put in order by the next `up` after labctl was killed half-way", .timeLimit(.minutes(15)))
    func killed() async throws {
        try await LabBench.use { bench in try await mend(bench) }
    }

    private func mend(_ bench: LabBench) async throws {
        try await bench.lab.provider.up(fresh: false) { _ in }
        let one = bench.lab.inventory.hosts[0]
        _ = try await bench.run(on: one, "echo mine >/root/state; sync")

        // As after a kill: one machine gone with its ports, half a disk of the other, a restore begun.
        try await bench.provider.snapshot("here")
        try await bench.local.cut(bench.local.machines())
        try await LocalCommand("ip", "netns", "del", bench.local.network.name(of: one)).run()
        try await bench.local.machine(of: one).disk.delete()
        try await LocalCommand(
            "btrfs", "-q", "subvolume", "create", "\(bench.local.disks.disk(one).path).new"
        ).run()
        try bench.local.disks.noteRestore(
            of: LabDisks.Restore(snapshot: "here", hosts: bench.lab.inventory.hosts.map(\.name)))

        try await bench.provider.up(fresh: false) { _ in }
        #expect(try await bench.run(on: one, "cat /root/state") == "mine")

        // As after a kill: a snapshot half taken, its hosts still frozen; a cable out.
        try bench.local.disks.noteRestore(
            of: LabDisks.Restore(snapshot: "here", hosts: bench.lab.inventory.hosts.map(\.name)))
        await #expect(throws: LabError.self, "it is needed") { try await bench.provider.forget("here") }
        try bench.local.disks.noteRestore(of: nil)
        try Files.makeDirectory("\(bench.local.disks.snapshots)/.half")
        let machine = try bench.local.machine(of: one)
        try machine.group.freeze(true)
        try await bench.local.network.setLink(port: machine.port, up: false)
        try await bench.provider.up(fresh: false) { _ in }
        #expect(try await bench.run(on: one, "cat /root/state") == "mine")
        #expect(Files.names(in: bench.local.disks.snapshots) == ["here"])

        // A restore that was cut short is of no concern to hosts that are made anew.
        try bench.local.disks.noteRestore(
            of: LabDisks.Restore(snapshot: "here", hosts: bench.lab.inventory.hosts.map(\.name)))
        try await bench.provider.reset([]) { _ in }
        #expect(bench.local.disks.interruptedRestore == nil)
        #expect(try await bench.run(on: one, "ls /root/state 2>/dev/null || echo new") == "new")
    }
}

/// A lab of two hosts, and ways to look at it from outside.
struct LabBench {
    let lab: Lab
    let local: LocalLab
    var provider: any LabProvider { local }

    init(_ folder: String) throws {
        let text = """
            name: bench
            subnet: 10.0.0.0/24
            hosts:
              - {name: one, address: 10.0.0.11, roles: [a]}
              - {name: two, address: 10.0.0.12, roles: [b]}
            """
        lab = try LabFile.read(bytes: Array(text.utf8), path: "\(folder)/lab.yaml")
        local = LocalLab(lab)
    }

    /// Works with such a lab in a folder of its own, and leaves nothing of it whatever comes.
    static func use(_ work: (LabBench) async throws -> Void) async throws {
        let folder = try TemporaryDirectory()
        let bench = try LabBench(folder.path)
        let result: Result<Void, any Error>
        do { result = .success(try await work(bench)) } catch { result = .failure(error) }
        try await bench.destroy()
        try result.get()
    }

    /// What a command printed on a host, by the OpenSSH client that `lab ssh` runs.
    func run(on host: Steps.Host, _ command: String) async throws -> String {
        try await LocalCommand(provider.access(to: host).sshCommand + [command]).run().trimmed
    }

    func power() async throws -> [LabStatus.Power] { try await provider.status().hosts.map(\.power) }

    /// Looks again and again, for 90 seconds at most: a machine that is asked to reboot may take some to shut down.
    func waitUntil(_ what: String, _ holds: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(90)
        while ContinuousClock.now < deadline {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("\(what): not within 90 seconds")
    }

    /// Control groups and containers of this lab that are still there.
    var leftovers: [String] {
        let group = try? ControlGroup(lab.localID)
        let containers = Files.names(in: "/run/systemd/nspawn/propagate").filter { $0.hasPrefix(lab.localID) }
        return (group?.directories ?? []).filter(Files.exists) + containers
    }

    /// Takes the lab down and deletes its disks.
    func destroy() async throws {
        try await provider.down { _ in }
        try await local.pool.mount()
        try await local.disks.delete()
        try await local.pool.unmount()
    }
}
