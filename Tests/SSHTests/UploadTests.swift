import Foundation
import SSH
import Testing

@Suite("A file on a host")
struct UploadTests {
    let server: TestServer

    init() throws { server = try TestServer() }

    private func attributes(_ path: String) throws -> (mode: Int?, size: Int?) {
        let found = try FileManager.default.attributesOfItem(atPath: path)
        return (found[.posixPermissions] as? Int, found[.size] as? Int)
    }

    private func leftovers() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: server.folder.path).filter {
            $0.hasPrefix(".labctl")
        }
    }

    @Test("holds the same bytes, with the mode that was asked for, and can be fetched back")
    func roundTrip() async throws {
        let connection = try await server.connect()
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let path = server.path("it's a file")
        let file = RemoteFile(path: path, content: .bytes(bytes), mode: 0o640, durable: true)
        #expect(try await connection.upload(file).succeeded)
        #expect(try attributes(path).mode == 0o640)
        #expect(try await connection.fetch(path).stdout.bytes == bytes)
        #expect(try leftovers().isEmpty)
    }

    @Test("comes from a local file of many megabytes without being held in memory")
    func large() async throws {
        let source = server.path("source")
        #expect(FileManager.default.createFile(atPath: source, contents: nil))
        let handle = try FileHandle(forWritingTo: URL(filePath: source))
        try handle.truncate(atOffset: 64 << 20)
        try handle.close()
        let before = try residentKiB()
        let connection = try await server.connect()
        let path = server.path("copy")
        #expect(try await connection.upload(RemoteFile(path: path, content: .file(source))).succeeded)
        #expect(try attributes(path).size == 64 << 20)
        #expect(try residentKiB() - before < 32 << 10)
    }

    private func residentKiB() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }

    @Test(
        "is left as it was when the new one cannot be put in its place, and the connection is good for more")
    func failure() async throws {
        let connection = try await server.connect()
        let bytes = [UInt8](repeating: 65, count: 3_000_000)
        let nowhere = RemoteFile(path: server.path("no/such/folder"), content: .bytes(bytes))
        let result = try await connection.upload(nowhere)
        #expect(!result.succeeded && result.stderr.text.contains("No such file or directory"))
        let folder = RemoteFile(path: server.folder.path, content: .bytes(bytes))
        #expect(try await !connection.upload(folder).succeeded)
        #expect(try leftovers().isEmpty)
        #expect(try await connection.run(RemoteCommand("echo next")).stdout.text == "next\n")
    }

    @Test("that is not there locally fails before anything is sent")
    func missingSource() async throws {
        let connection = try await server.connect()
        let file = RemoteFile(path: server.path("copy"), content: .file(server.path("nothing")))
        let error = await #expect(throws: SSHError.self) { try await connection.upload(file) }
        guard case .localFile = error?.kind else { throw TestServer.Failure(description: "\(error as Any)") }
    }

    @Test("longer than the limit is not fetched")
    func tooLong() async throws {
        let connection = try await server.connect()
        let result = try await connection.fetch(server.path("config"), limit: 10)
        #expect(result.exitStatus == 27 && result.stdout.total == 0)
    }
}
