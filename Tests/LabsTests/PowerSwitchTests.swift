import Foundation
import Steps
import Testing

@testable import Labs

@Suite("The power of somebody's own machines")
struct PowerSwitchTests {
    static func lab(_ power: String, in folder: String) throws -> Lab {
        let text = """
            name: mine
            provider: existing
            power: \(power)
            hosts: [{name: one, address: 127.0.0.1}, {name: two, address: 127.0.0.2, power: sysrq}]
            ssh: {identity: key, port: 9}
            """
        try Data().write(to: URL(filePath: "\(folder)/key"))
        return try LabFile.read(bytes: Array(text.utf8), path: "\(folder)/lab.yaml")
    }

    @Test("is cut by the lab file's command, filled in for the host; a host may have its own switch")
    func commands() async throws {
        let folder = try TemporaryDirectory()
        let power = "{off: \"echo {{host.name}} >\(folder.path)/off\", on: \"true\"}"
        let lab = try Self.lab(power, in: folder.path)
        try await lab.provider.powerOff(lab.inventory.hosts[0])
        #expect(try String(contentsOfFile: "\(folder.path)/off", encoding: .utf8) == "one\n")
        #expect(lab.provider.powerSwitch(of: lab.inventory.hosts[1]) == .sysrq)
    }

    @Test("tells what the command printed where it fails")
    func failing() async throws {
        let folder = try TemporaryDirectory()
        let lab = try Self.lab("{off: \"echo no such plug; exit 3\", on: \"true\"}", in: folder.path)
        let host = lab.inventory.hosts[0]
        let error = await #expect(throws: LabError.self) { try await lab.provider.powerOff(host) }
        #expect(error?.detail == "no such plug")
    }

    /// Only where this computer is a container is it safe to see what the script does there.
    @Test("by sysrq is refused in a container, whose computer it would reset")
    func container() async throws {
        let virtual = try LocalCommand("systemd-detect-virt", "--quiet", "--container").result()
        guard virtual.status == 0 else { return }
        let dry = PowerSwitch.reset.replacing("echo b >/proc/sysrq-trigger", with: "exit 99")
        let command = LocalCommand("bash", "-s", input: dry)
        let error = await #expect(throws: LabError.self) { try await command.run() }
        #expect(error?.detail.contains("would reset the computer that it runs on") == true)
    }
}
