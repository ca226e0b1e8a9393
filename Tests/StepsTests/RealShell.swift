import Foundation
import Steps

/// A real bash on this computer that plays a step's host, in a folder of its own.
struct RealShell {
    /// A new empty folder; whoever makes it removes it.
    let folder: URL

    init() throws {
        folder = URL(filePath: NSTemporaryDirectory()).appending(path: "labctl-steps-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Removes it, and what was remembered of its files.
    func remove() {
        for record in Self.records(mentioning: folder) { try? FileManager.default.removeItem(atPath: record) }
        try? FileManager.default.removeItem(at: folder)
    }

    /// The files where kinds remember what was said of certificates in a folder.
    static func records(mentioning folder: URL) -> [String] {
        let place = "/var/lib/labctl/certificates"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return names.map { "\(place)/\($0)" }.filter {
            (try? String(contentsOfFile: $0, encoding: .utf8))?.contains(folder.path) == true
        }
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    /// Puts a program there that stands for one of a host.
    func install(_ program: String, as name: String) throws {
        try write(program, to: name)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path(name))
    }

    /// Carries out a script as the runner does: in a subshell of a bash without input, in the folder.
    func run(_ script: Script) throws -> Reply {
        let words = ["bash", "-c", "( eval \"$1\"\n) </dev/null >.stdout 2>.stderr", "bash", script.text]
        let status = try start(words).wait()
        return Reply(status: status, output: try text(".stdout"), errorOutput: try text(".stderr"))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }

    /// Starts a command in the folder; posix_spawn(3), because Foundation's processes wait for what others start.
    func start(_ words: [String]) throws -> RunningProcess {
        let arguments = ["env", "-C", folder.path] + words
        let environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "HOME=\(folder.path)"]
        var argv = arguments.map { strdup($0) } + [nil]
        var envp = environment.map { strdup($0) } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        var id = pid_t()
        let failure = posix_spawn(&id, "/usr/bin/env", nil, nil, &argv, &envp)
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
        return RunningProcess(id: id)
    }

    /// What a step finds here, where its limits are so many times as long.
    func finding(_ step: any StepKind, patience: Int = 1) throws -> Finding? {
        guard let probe = step.asking?.probe(on: CelticLab.morrigan) else { return nil }
        let told = "export \(Script.patienceVariable)=\(patience)\n"
        return probe.judge(try run(Script(told + probe.script.text)))
    }

    /// Asks, does what the step wants, and asks again.
    func carryOut(_ step: any StepKind) throws -> Finding? {
        let found = try finding(step)
        for command in step.action?.commands(on: CelticLab.morrigan, after: found) ?? [] {
            switch command {
            case .run(let script), .runLocally(let script):
                let reply = try run(script)
                if reply.status != 0 { return .broken(reply.complaint) }
            case .upload(let upload): try self.upload(upload)
            }
        }
        return try finding(step)
    }

    private func upload(_ upload: Upload) throws {
        let data =
            switch upload.source {
            case .bytes(let bytes): Data(bytes)
            case .localFile(let path), .beside(let path): try Data(contentsOf: folder.appending(path: path))
            }
        try data.write(to: URL(filePath: upload.path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: upload.mode], ofItemAtPath: upload.path)
    }
}

/// A process that a test started; whoever started it waits for it, once.
struct RunningProcess {
    let id: pid_t

    /// Its exit status; 128 + n after signal n, as shells count.
    func wait() -> Int {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 && errno == EINTR {}
        return Int(status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + status & 0x7f)
    }

    /// Ends it; no softer, because a test's threads block most signals and it inherits that.
    func stop() {
        kill(id, SIGKILL)
        _ = wait()
    }
}
