import Foundation
import Steps
import Testing

@testable import Labs

@Suite("A lab file")
struct LabFileTests {
    @Test("tells every problem at once, each with its place", arguments: CaseFolder.names(in: "files"))
    func cases(name: String) {
        var found = "valid\n"
        do throws(Diagnostics) {
            _ = try LabFile.read(
                bytes: Array(CaseFolder.text("files/\(name)/lab.yaml").utf8), path: "/labs/lab.yaml")
        } catch {
            found = "\(error)\n".replacingOccurrences(of: "/labs/", with: "")
        }
        #expect(found == CaseFolder.text("files/\(name)/expected.txt"))
    }

    @Test("ships with the project as the Celtic lab")
    func shipped() throws {
        let lab = try LabFile.read("\(CaseFolder.project)/lab.yaml")
        #expect(lab.name == "celtic")
        #expect(lab.providerName == "local")
        #expect(lab.inventory.hosts.count == 8)
        #expect(lab.inventory.hosts(playing: "etcd").map(\.name) == ["morrigan", "balar", "angus"])
        #expect(lab.inventory.virtualAddresses.map(\.address) == ["10.0.0.38", "10.0.0.39"])
        #expect(lab.inventory.variables["pod_network"] == .text("10.80.0.0/16"))
        #expect(lab.stateDirectory == "\(CaseFolder.project)/.labctl/celtic")
    }

    @Test("that is not UTF-8 is told at the first byte that breaks it")
    func notUTF8() throws {
        let file = try TemporaryDirectory()
        let path = "\(file.path)/lab.yaml"
        try Data("name: caf\u{e9}\nhosts: caf".utf8 + [0xe9]).write(to: URL(filePath: path))
        let problems = #expect(throws: Diagnostics.self) { try LabFile.read(path) }
        #expect(problems?.list.map(\.id) == ["not-utf8"])
        #expect(problems?.list.first?.place == SourcePlace(file: path, line: 2, column: 11))
    }

    @Test("that is not there is told with its path")
    func unreadable() {
        let problems = #expect(throws: Diagnostics.self) { try LabFile.read("/nowhere/lab.yaml") }
        #expect(problems?.list.map(\.id) == ["unreadable"])
        #expect(problems?.list.first?.place.file == "/nowhere/lab.yaml")
    }

    @Test("without hosts of its own names the key that theirs accept, and that key is there")
    func identity() async throws {
        let folder = try TemporaryDirectory()
        let text = """
            name: mine
            provider: existing
            subnet: 192.0.2.0/24
            hosts: [{name: one, address: 192.0.2.1, public: one.example.org}]
            ssh: {user: debian, identity: key, jump: me@192.0.2.9, sudo: true, port: 2222}
            """
        let path = "\(folder.path)/lab.yaml"
        let problems = #expect(throws: Diagnostics.self) {
            try LabFile.read(bytes: Array(text.utf8), path: path)
        }
        #expect(problems?.list.map(\.id) == ["missing-identity"])

        try Data().write(to: URL(filePath: "\(folder.path)/key"))
        let lab = try LabFile.read(bytes: Array(text.utf8), path: path)
        let access = try await lab.provider.access(to: lab.inventory.hosts[0])
        #expect(access.address == "192.0.2.1")
        #expect(access.user == "debian" && access.port == 2222 && access.sudo)
        #expect(access.identities == ["\(folder.path)/key"] && access.identitiesOnly)
        #expect(access.jumps.map(\.address) == ["192.0.2.9"] && access.jumps.map(\.user) == ["me"])
        #expect(access.networkNamespace == nil)
    }
}

/// A directory that ends with the test.
final class TemporaryDirectory {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/labctl-labs-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
