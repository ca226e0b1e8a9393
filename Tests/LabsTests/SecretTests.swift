import Foundation
import Steps
import Testing

@testable import Labs

@Suite("Secrets of a lab")
struct SecretTests {
    private static let text = """
        name: bench
        subnet: 10.0.0.0/24
        hosts: [{name: one, address: 10.0.0.11}]
        variables: {colour: green}
        secrets:
          motto: swordfish
          token: {env: LABCTL_SECRET_TOKEN}
          licence: {file: licence.key}
          password: {generate: 24}

        """

    private func lab(in folder: TemporaryDirectory, _ text: String = text) throws -> Lab {
        try LabFile.read(bytes: Array(text.utf8), path: "\(folder.path)/lab.yaml")
    }

    @Test("are found where the file says: written, in the environment, in a file, made up")
    func sources() throws {
        let folder = try TemporaryDirectory()
        try Data("AB-12\n".utf8).write(to: URL(filePath: "\(folder.path)/licence.key"))
        let lab = try lab(in: folder)
        let sources = SecretSources(
            stateDirectory: lab.stateDirectory, environment: ["LABCTL_SECRET_TOKEN": "t0ken"])
        let values = try sources.values(of: lab.secrets)
        #expect(values["motto"] == .secret("swordfish"))
        #expect(values["token"] == .secret("t0ken"))
        #expect(values["licence"] == .secret("AB-12"))
        let password = try #require(values["password"]?.text)
        #expect(password.count == 24)
        #expect(try sources.values(of: lab.secrets)["password"] == .secret(password), "it is made up once")
    }

    @Test("that were made up are kept where nobody else reads them")
    func permissions() throws {
        let folder = try TemporaryDirectory()
        let files = SecretFiles(.generated, in: folder.path)
        try files.keep("swordfish", as: "pass/../word é")
        #expect(files.all == ["pass/../word é": "swordfish"])
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        let kept = "\(folder.path)/secrets/generated"
        #expect(try mode(kept) == 0o700)
        let names = try FileManager.default.contentsOfDirectory(atPath: kept)
        #expect(names.count == 1)
        #expect(try mode("\(kept)/\(names[0])") == 0o600)
    }

    @Test("without a value are told all at once, with their places and what to do")
    func missing() throws {
        let folder = try TemporaryDirectory()
        let lab = try lab(in: folder)
        let sources = SecretSources(stateDirectory: lab.stateDirectory, environment: [:])
        let problems = #expect(throws: Diagnostics.self) { try sources.values(of: lab.secrets) }
        #expect(problems?.list.map(\.place.line) == [7, 8])
        let words = "\(try #require(problems))"
        #expect(words.contains("the secret `token` has no value: LABCTL_SECRET_TOKEN is not set"))
        #expect(words.contains("read -rs LABCTL_SECRET_TOKEN; export LABCTL_SECRET_TOKEN"))
        #expect(words.contains("\(folder.path)/licence.key is not there"))
    }

    @Test(
        "reach no file and no variable that was not put there for them",
        arguments: [
            "{env: HOME}", "{env: MYTOKEN}", "{file: /etc/passwd}", "{file: ../outside.key}",
            "{file: sub/../../outside.key}",
        ])
    func foreign(_ source: String) throws {
        let folder = try TemporaryDirectory()
        let lab = try lab(in: folder, Self.text.replacing("{file: licence.key}", with: source))
        let secrets = lab.secrets.filter { $0.name == "licence" }
        let environment = ["HOME": "/root", "MYTOKEN": "t0ken"]
        let sources = SecretSources(stateDirectory: lab.stateDirectory, environment: environment)
        let problems = #expect(throws: Diagnostics.self) { try sources.values(of: secrets) }
        #expect(problems?.list.map(\.id) == ["foreign-secret"])
        let words = "\(try #require(problems))"
        #expect(words.contains("--allow-local"))
        #expect(!source.contains("..") || words.contains("/../"), "the path is told as it is written")
        let trusting = SecretSources(
            stateDirectory: lab.stateDirectory, environment: environment, mayReachAll: true)
        if !source.contains("..") { #expect(try trusting.values(of: secrets)["licence"] != nil) }
    }

    @Test("follow no link out of the folder, and read no pipe and no device")
    func links() throws {
        let folder = try TemporaryDirectory()
        let lab = try lab(in: folder)
        let secrets = lab.secrets.filter { $0.name == "licence" }
        let path = "\(folder.path)/licence.key"
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/etc/passwd")
        let sources = SecretSources(stateDirectory: lab.stateDirectory, environment: [:])
        let problems = #expect(throws: Diagnostics.self) { try sources.values(of: secrets) }
        #expect("\(try #require(problems))".contains("leads out of \(folder.path)"))
        try FileManager.default.removeItem(atPath: path)
        #expect(mkfifo(path, 0o600) == 0)
        #expect(throws: Diagnostics.self) { try sources.values(of: secrets) }
    }

    @Test("have a value for lint, and are no plain variables")
    func standIns() throws {
        let variables = try lab(in: try TemporaryDirectory()).inventory.variables
        #expect(variables["token"] == .secret("0"))
        #expect(variables["motto"] == .secret("swordfish"))
        #expect(variables["colour"] == .text("green"))
    }

    @Test("that are too short to be masked are doubtful")
    func short() throws {
        let lab = try lab(in: try TemporaryDirectory(), Self.text.replacing("swordfish", with: "abc"))
        #expect(lab.doubts.map(\.id) == ["short-secret"])
        #expect(lab.doubts.first?.place.line == 6)
    }
}
