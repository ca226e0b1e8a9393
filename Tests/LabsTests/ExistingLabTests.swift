import Steps
import Testing

@testable import Labs

@Suite("A lab of existing machines")
struct ExistingLabTests {
    let lab: Lab

    init() {
        let subnet = Subnet.fallback
        lab = Lab(
            file: "lab.yaml", stateDirectory: "/labs/.labctl/mine", providerName: "existing", subnet: subnet,
            inventory: .init(name: "mine", hosts: [.init(name: "one", address: "10.0.0.9")]), ssh: Lab.SSH())
    }

    @Test("refuses what only a maker of machines can do, and says what works")
    func refusals() async {
        let provider = lab.provider
        let host = lab.inventory.hosts[0]
        let commands: [(String, () async throws -> Void)] = [
            ("lab up", { try await provider.up(fresh: false) { _ in } }),
            ("lab down", { try await provider.down { _ in } }),
            ("lab reset", { try await provider.reset([]) { _ in } }),
            ("lab snapshot", { try await provider.snapshot("s") }),
            ("lab restore", { try await provider.restore("s", hosts: []) { _ in } }),
            ("lab power off", { try await provider.powerOff(host) }),
            ("lab power on", { try await provider.powerOn(host) }),
        ]
        for (name, command) in commands {
            let error = await #expect(throws: LabError.self) { try await command() }
            #expect(error?.summary.contains("`\(name)`") ?? false)
            #expect(error?.solutions.first?.contains("`lab ssh`") ?? false)
        }
    }

    @Test("is reached by the keys pinned beside its lab file")
    func access() async throws {
        let access = try await lab.provider.access(to: lab.inventory.hosts[0])
        #expect(access.knownHosts == "/labs/.labctl/mine/known_hosts")
        #expect(access.sshCommand.first == "ssh")
        #expect(access.sshCommand.suffix(2) == ["--", "root@10.0.0.9"])
    }

    @Test("names its hosts when one is asked for that it does not have")
    func unknownHost() {
        let error = #expect(throws: LabError.self) { try lab.host(named: "onne") }
        #expect(error?.solutions == ["Did you mean `one`?", "Allowed: one."])
    }
}
