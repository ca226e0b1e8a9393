import Dispatch
@testable import SSH

/// What a server says in the place of a bash, after the login: both streams, in turns that bytes 0xFF part. In it `\u{1E}`
/// stands for the beginning of a marker. The first byte says how the bytes are cut.
enum ShellTarget: Target {
    static let name = "shell"

    static func read(_ bytes: [UInt8]) {
        let done = DispatchSemaphore(value: 0)
        Task { @SSHLoop in
            converse(bytes)
            done.signal()
        }
        done.wait()
    }

    @SSHLoop
    private static func converse(_ bytes: [UInt8]) {
        let dialogue = ShellDialogue(nonce: "n")
        let size = Int(bytes.first ?? 0) % 16 + 1
        var answers = [0, 0, 0]
        for index in answers.indices {
            let limits = OutputLimits(kept: 64, flood: 1000)
            let command = RemoteCommand("true", timeout: index == 1 ? nil : .seconds(5), limits: limits)
            let job = Job(command, limits: SSHLimits(), feed: index == 2 ? .bytes([1]) : nil) { result in
                answers[index] += 1
                if case .success(let result) = result { check(result) }
            }
            dialogue.expect(job)
        }
        for (turn, piece) in bytes.dropFirst().split(separator: 0xFF).enumerated() {
            var rest = marked(piece)[...]
            while !rest.isEmpty {
                dialogue.hear(
                    Array(rest.prefix(size)), on: turn % 2 == 0 ? dialogue.stdout : dialogue.stderr)
                rest = rest.dropFirst(size)
            }
            check(dialogue)
        }
        expect(answers.allSatisfy { $0 <= 1 }, "a job is answered once: \(answers)")
    }

    /// With the nonce behind each beginning of a marker.
    private static func marked(_ piece: ArraySlice<UInt8>) -> [UInt8] {
        piece.flatMap { $0 == BashProtocol.separator ? [$0, UInt8(ascii: "n")] : [$0] }
    }

    @SSHLoop
    private static func check(_ dialogue: ShellDialogue) {
        expect(dialogue.stdout.preamble.count + dialogue.stderr.preamble.count <= 8192, "a long preamble")
        guard dialogue.isGreeted, let job = dialogue.jobs.first else { return }
        let mayRun = job.group != nil && job.command.timeout == nil
        expect(job.deadline != nil || mayRun, "every wait has an end")
    }

    private static func check(_ result: CommandResult) {
        expect(0...255 ~= result.exitStatus, "exit status \(result.exitStatus)")
        expect(
            result.stdout.bytes.count <= 200 && result.stderr.bytes.count <= 200,
            "more than the limit is kept")
    }
}
