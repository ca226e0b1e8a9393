import Foundation
import Glibc
import Testing

@testable import Labs

/// Files of this computer in folders where somebody else can put anything.
@Suite("Files of this computer")
struct ComputerTests {
    private let root = NSTemporaryDirectory() + "labctl-computer-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(
            atPath: "\(root)/guide/files", withIntermediateDirectories: true)
        try "tool".write(toFile: "\(root)/guide/files/tool", atomically: true, encoding: .utf8)
        try "secret".write(toFile: "\(root)/secret", atomically: true, encoding: .utf8)
    }

    private func remove() { try? FileManager.default.removeItem(atPath: root) }

    private func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: "\(root)/\(path)", withDestinationPath: target)
    }

    private func read(_ path: String) -> Result<String, FileBelow.Refusal> {
        do throws(FileBelow.Refusal) {
            let bytes = try FileBelow(path, below: "\(root)/guide").bytes(upTo: 1 << 10)
            return .success(String(decoding: bytes, as: UTF8.self))
        } catch { return .failure(error) }
    }

    @Test("A file below a folder is read, by a link within the folder as well")
    func below() throws {
        defer { remove() }
        try link("guide/inside", to: "files/tool")
        try link("guide/up", to: "files/../files/tool")
        for path in ["files/tool", "./files//tool", "inside", "up", "files/../files/tool"] {
            #expect(read(path) == .success("tool"), "\(path)")
        }
        #expect(read("files/none") == .failure(.missing) && read("") == .failure(.missing))
    }

    @Test("A lab's keys and secrets are no part of a guide, by a link within the folder either")
    func stateIsNoGuide() throws {
        defer { remove() }
        let folder = try PrivateFolder("\(root)/guide/.labctl/bench")
        try folder.write("key", to: "id_ed25519")
        try link("guide/key", to: ".labctl/bench/id_ed25519")
        for path in [".labctl/bench/id_ed25519", "files/../.labctl//bench/id_ed25519", "key"] {
            #expect(read(path) == .failure(.state), "\(path)")
        }
        let own = try FileBelow("id_ed25519", below: folder.path).bytes(upTo: 100)
        #expect(own == Array("key".utf8), "labctl reads its own")
    }

    @Test("No path and no link leads out of the folder; what has no end is no file")
    func outside() throws {
        defer { remove() }
        try link("guide/out", to: "../secret")
        try link("guide/absolute", to: "\(root)/guide/files/tool")
        try link("guide/folder", to: "..")
        try link("guide/loop", to: "loop")
        try link("guide/zero", to: "/dev/zero")
        for path in [
            "../secret", "/etc/passwd", "\(root)/secret", "out", "absolute", "folder/secret", "loop", "zero",
            "files/../../secret",
        ] {
            #expect(read(path) == .failure(.outside), "\(path)")
        }
        #expect(mkfifo("\(root)/guide/pipe", 0o600) == 0)
        #expect(read("pipe") == .failure(.notAFile) && read("files") == .failure(.notAFile))
        try Data(count: 2048).write(to: URL(filePath: "\(root)/guide/long"))
        #expect(read("long") == .failure(.tooLong(1 << 10)))
    }

    @Test("An open file stays the one that was looked at, whatever its path leads to by now")
    func exchanged() throws {
        defer { remove() }
        let file = try FileBelow("files/tool", below: "\(root)/guide")
        try FileManager.default.removeItem(atPath: "\(root)/guide/files/tool")
        try link("guide/files/tool", to: "../../secret")
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "tool")
        #expect(try file.bytes(upTo: 9) == Array("tool".utf8))
    }

    // MARK: the state directory

    private var state: String { "\(root)/.labctl/celtic" }

    private func refusal(_ path: String) -> String? {
        do throws(LabError) {
            _ = try PrivateFolder(path)
            return nil
        } catch { return "\(error)" }
    }

    @Test("A state directory is made for nobody else, and its files are private")
    func made() throws {
        defer { remove() }
        let folder = try PrivateFolder("\(state)/reports")
        try folder.write("<html>", to: "1.html")
        try folder.write("<html>2", to: "1.html")
        #expect(folder.names == ["1.html"] && folder.text(of: "1.html") == "<html>2")
        for path in [".labctl", ".labctl/celtic", ".labctl/celtic/reports"] {
            #expect(mode("\(root)/\(path)") == 0o700)
        }
        #expect(mode("\(state)/reports/1.html") == 0o600)
        #expect(try PrivateFolder(existing: "\(state)/none") == nil)
    }

    private func mode(_ path: String) -> mode_t {
        var facts = Glibc.stat()
        return lstat(path, &facts) == 0 ? facts.st_mode & 0o7777 : 0
    }

    @Test("No link is followed on the way to it, and none in it", arguments: [".labctl", ".labctl/celtic"])
    func links(_ name: String) throws {
        defer { remove() }
        try FileManager.default.createDirectory(
            atPath: "\(root)/target/celtic", withIntermediateDirectories: true)
        if name != ".labctl" { _ = try PrivateFolder("\(root)/.labctl") }
        try link(name, to: "\(root)/target")
        let words = try #require(refusal(state))
        #expect(words.contains("is a link") && words.contains("\(root)/\(name)") && words.contains("ls -la"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/target") == ["celtic"])
    }

    @Test("A file in it is no link, has no other name, and replaces a link instead of what it leads to")
    func files() throws {
        defer { remove() }
        let folder = try PrivateFolder(state)
        try link(".labctl/celtic/run.lock", to: "\(root)/secret")
        Glibc.link("\(root)/secret", "\(state)/journal.sqlite")
        #expect(throws: LabError.self) { try folder.openFile("run.lock") }
        #expect(throws: LabError.self) { try folder.makePrivate("journal.sqlite") }
        #expect(folder.text(of: "run.lock") == nil)
        try folder.write("new", to: "run.lock")
        #expect(folder.text(of: "run.lock") == "new")
        #expect(try String(contentsOfFile: "\(root)/secret", encoding: .utf8) == "secret")
    }

    @Test("One that others may write to is refused, with what to do")
    func shared() throws {
        defer { remove() }
        _ = try PrivateFolder(state)
        chmod("\(root)/.labctl", 0o775)
        #expect(refusal(state)?.contains("may be written to by others") == true)
        chmod("\(root)/.labctl", 0o755)
        #expect(refusal(state) == nil)
    }

    @Test("One of somebody else's is refused", .enabled(if: geteuid() == 0))
    func foreign() throws {
        defer { remove() }
        _ = try PrivateFolder(state)
        chown("\(root)/.labctl", 65534, 65534)
        let words = try #require(refusal(state))
        #expect(words.contains("belongs to another user (user 65534)") && words.contains("chown"))
    }

    @Test(
        "A state directory with a link, a pipe or another name of a file anywhere below it is refused",
        arguments: ["pki/kub/shared/sa.key", "pki", "secrets/generated/word", "console/one.log", "lab.lock"])
    func shippedLinks(_ path: String) throws {
        defer { remove() }
        let state = "\(root)/.labctl/bench"
        let folder = try PrivateFolder(state)
        let parent = path.split(separator: "/").dropLast().joined(separator: "/")
        _ = try PrivateFolder(parent.isEmpty ? state : "\(state)/\(parent)")
        try folder.expectNothingForeign()
        try link(".labctl/bench/\(path)", to: path == "pki" ? "\(root)/guide" : "\(root)/secret")
        let refusal = #expect(throws: LabError.self) { try folder.expectNothingForeign() }
        #expect(refusal?.summary.contains("\(state)/\(path) is a link") == true)
        #expect(unlink("\(state)/\(path)") == 0)
        #expect(Glibc.link("\(root)/secret", "\(state)/\(path)") == 0)
        #expect(throws: LabError.self) { try folder.expectNothingForeign() }
        #expect(unlink("\(state)/\(path)") == 0 && mkfifo("\(state)/\(path)", 0o600) == 0)
        #expect(throws: LabError.self) { try folder.expectNothingForeign() }
    }
}
