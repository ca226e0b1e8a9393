import Foundation
import Testing

@testable import Steps

/// Faults made for real, where this computer lets them be: in a network namespace and on a tmpfs of their own.
@Suite("Faults on this computer", .enabled(if: geteuid() == 0))
struct RealFaultTests {
    static let one = Steps.Host(name: "one", address: "10.254.9.1")

    static func fault(_ text: String) throws -> any Fault {
        let block =
            "```yaml {fault #f on=all}\nbreak: \(text)\nprobe: {from: artio, port: 1}\nrecover-within: 1s\n```\n"
        return try #require(CelticLab.read(block).contents.first?.drill?.fault)
    }

    static func script(_ actions: [FaultAction]) throws -> String { try #require(actions.script).text }

    /// How many of 200 packets come in from the other end of a cable, and how many go out to it, while it is broken.
    static func arrived(_ fault: any Fault, from peers: [Steps.Host] = []) throws -> [Int] {
        let shell = try RealShell()
        defer { shell.remove() }
        let name = "labctl-fault-\(getpid())-\(UInt32.random(in: 0...9999))"
        let reply = try shell.run(
            Script(
                """
                set -e
                a=\(name)-a b=\(name)-b
                trap 'ip netns del "$a"; ip netns del "$b"' EXIT
                ip netns add "$a"; ip netns add "$b"
                ip link add eth0 netns "$a" type veth peer name eth0 netns "$b"
                ip -n "$a" addr add 10.254.9.1/24 dev eth0; ip -n "$b" addr add 10.254.9.2/24 dev eth0
                ip -n "$a" link set eth0 up; ip -n "$b" link set eth0 up
                # Packets to a closed port are counted where they arrive.
                arrive() { ip netns exec "$1" awk '/^Udp: [0-9]/ {print $3}' /proc/net/snmp; }
                send() { ip netns exec "$1" bash -c 'for ((i = 0; i < 200; i++)); do echo >/dev/udp/$0/7 || :; done' "$2" 2>/dev/null; }
                count() { local before; before=$(arrive "$2"); send "$1" "$3"; echo $(($(arrive "$2") - before)); }
                send "$a" 10.254.9.2
                ip netns exec "$a" bash -c \(Script.quote(script(fault.breaking(one, from: peers)))) >&2
                count "$b" "$a" 10.254.9.1; count "$a" "$b" 10.254.9.2
                ip netns exec "$a" bash -c \(Script.quote(script(fault.healing(one)))) >&2
                count "$b" "$a" 10.254.9.1; count "$a" "$b" 10.254.9.2
                ip netns exec "$a" tc qdisc show dev eth0 | grep -c clsact || :
                """))
        try #require(reply.status == 0, "\(reply.complaint)")
        return reply.output.split(separator: "\n").compactMap { Int($0) }
    }

    @Test("A cut drops what comes in, what goes out or both, and healing leaves nothing behind")
    func cuts() throws {
        #expect(try Self.arrived(Self.fault("{cut: in}")) == [0, 200, 200, 200, 0])
        #expect(try Self.arrived(Self.fault("{cut: out}")) == [200, 0, 200, 200, 0])
        #expect(try Self.arrived(Self.fault("{cut: both}")) == [0, 0, 200, 200, 0])
    }

    @Test("A cut from some hosts leaves the others")
    func peers() throws {
        let other = Steps.Host(name: "two", address: "10.254.9.2")
        let stranger = Steps.Host(name: "three", address: "10.254.9.3")
        #expect(
            try Self.arrived(Self.fault("{cut: both, from: balar}"), from: [stranger, other]) == [
                0, 0, 200, 200, 0,
            ])
        #expect(
            try Self.arrived(Self.fault("{cut: both, from: balar}"), from: [stranger]) == [
                200, 200, 200, 200, 0,
            ])
    }

    @Test("A loss loses about as much as it says")
    func loss() throws {
        let arrived = try Self.arrived(Self.fault("{loss: 30%}"))
        #expect((100...175).contains(arrived[0]), "140 of 200 are to be expected")
        #expect((100...175).contains(arrived[1]))
        #expect(arrived.dropFirst(2) == [200, 200, 0])
    }

    @Test("The computer that labctl connects from is spared")
    func spared() throws {
        let shell = try RealShell()
        defer { shell.remove() }
        let text = try Self.script(Self.fault("{cut: both}").breaking(Self.one, from: []))
        let keep = text.split(separator: "\n").drop { !$0.hasPrefix("peer=") }.prefix { !$0.hasPrefix("tc ") }
        let reply = try shell.run(
            Script(
                "SSH_CONNECTION='10.254.9.2 40000 10.254.9.1 22'\n\(keep.joined(separator: "\n"))\necho $keep"
            ))
        #expect(reply.output == "\(10 << 24 | 254 << 16 | 9 << 8 | 2)\n", "\(reply.errorOutput)")
    }

    @Test("A file system of its own is filled to what is to be left, and emptied")
    func fill() throws {
        let shell = try RealShell()
        defer { shell.remove() }
        let fault = try Self.fault("{fill: \(shell.path("disk")), leave: 512KiB}")
        let question = try #require(fault.question(on: Self.one)).text
        let reply = try shell.run(
            Script(
                """
                set -e
                mkdir disk; mount -t tmpfs -o size=8m tmpfs disk; trap 'umount disk' EXIT
                free() { echo $(($(stat -f -c '%a * %S / 1024' disk))); }
                ( \(question)
                )
                ( \(try Self.script(fault.breaking(Self.one, from: [])))
                )
                free
                ( \(try Self.script(fault.healing(Self.one)))
                )
                free
                """))
        #expect(reply.output == "512\n8192\n", "\(reply.complaint)")
    }

    @Test(
        "What a unit kept is lost, and kept aside; the directory stays its owner's, and a second time is as good"
    )
    func lose() throws {
        let shell = try RealShell()
        defer { shell.remove() }
        try shell.install("#!/bin/sh\necho \"$1 $*\" | cut -d' ' -f1 >>calls\n", as: "systemctl")
        let fault = try Self.fault("{lose: \(shell.path("data")), unit: etcd}")
        let path = "PATH=\(shell.folder.path):$PATH\n"
        let breaking = path + (try Self.script(fault.breaking(Self.one, from: [])))
        let healing = path + (try Self.script(fault.healing(Self.one)))
        let facts = "stat -c '%U %a' data; ls data data.labctl-lost; sort calls | uniq -c | xargs"
        let before = "mkdir data; chown nobody data; chmod 700 data; echo 1 >data/wal\n"
        let once = try shell.run(Script(before + "( \(breaking)\n)\n" + facts))
        #expect(
            once.output == "nobody 700\ndata:\n\ndata.labctl-lost:\nwal\n1 reset-failed 1 start 1 stop\n",
            "\(once.complaint)")
        // What came into the directory meanwhile is lost by the next drill; healing brings nothing back.
        let twice = try shell.run(Script("echo 2 >data/new\n( \(breaking)\n)\n( \(healing)\n)\n" + facts))
        #expect(twice.output.hasPrefix("nobody 700\ndata:\n\ndata.labctl-lost:\nnew\n"), "\(twice.complaint)")
        // Cut short between its two moves: the empty directory is put where it belongs.
        let cut = try shell.run(
            Script("mv data data.labctl-lost.new\n( \(healing)\n)\nstat -c '%U %a' data; ls -d data*"))
        #expect(cut.output == "nobody 700\ndata\ndata.labctl-lost\n", "\(cut.complaint)")
    }

    @Test("What cannot be made on a host is refused before anything is broken, with the reason")
    func refusals() throws {
        let shell = try RealShell()
        defer { shell.remove() }
        func refusal(_ text: String) throws -> Reply {
            try shell.run(try #require(try Self.fault(text).question(on: Self.one)))
        }
        let isContainer = try shell.run(Script("systemd-detect-virt --quiet --container")).status == 0
        let skew = try refusal("{skew: +1h}")
        #expect((skew.status != 0) == isContainer)
        if isContainer { #expect(skew.errorOutput.contains("its clock is that of the computer it runs on")) }
        let fill = try refusal("{fill: \(shell.folder.path)}")
        if isContainer {
            #expect(fill.errorOutput.contains("filling it would fill that. Mount a tmpfs there first"))
        }
        let delay = try refusal("{delay: 100ms}")
        #expect(delay.status == 0 || delay.errorOutput.hasPrefix("this host's kernel has no netem"))
        #expect(try refusal("{stop: no-such-unit}").status == 1)
        #expect(try refusal("{lose: /var/tmp, unit: no-such-unit}").status == 1)
        #expect(try refusal("{cut: both}").status == 0)
    }
}
