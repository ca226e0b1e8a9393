import Dispatch
import Foundation
import PlainText
import Steps
import Synchronization

/// One process on this computer, with its input given and its outputs collected within bounds.
struct LocalProcess: Sendable {
    let command: [String]
    let directory: String

    init(_ command: [String], directory: String) {
        self.command = command
        self.directory = directory
    }

    /// Runs it to its end, or ends its process group at the timeout.
    func run(
        input: [UInt8], timeout: Duration, output: @escaping @Sendable (HostStream, [UInt8]) -> Void
    ) async throws -> Response {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command.first ?? "/bin/false")
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        let pipes = (input: Pipe(), output: Pipe(), error: Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = pipes
        let collected = Collected()
        let exited = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { ended in
            exited.continuation.yield(
                ended.terminationReason == .exit ? ended.terminationStatus : 128 + ended.terminationStatus)
            exited.continuation.finish()
        }
        try process.run()
        let pid = process.processIdentifier
        collect(pipes.output, .output, into: collected, output)
        collect(pipes.error, .error, into: collected, output)
        // A process that ends early does not need the rest of its input.
        try? pipes.input.fileHandleForWriting.write(contentsOf: Data(input))
        try? pipes.input.fileHandleForWriting.close()
        let timer = Task {
            try await Task.sleep(for: timeout)
            collected.markLate("it took longer than \(timeout) and was ended")
            Self.end(pid)
        }
        let status = await withTaskCancellationHandler {
            await exited.stream.first { _ in true } ?? 255
        } onCancel: {
            collected.markEnded("it was abandoned and ended")
            Self.end(pid)
        }
        timer.cancel()
        return await collected.answer(status: Int(status))
    }

    /// Reads a stream to its end on a thread of its own. (A readability handler would do without one, but its source
    /// may outlive the descriptor, and libdispatch then crashes.)
    private func collect(
        _ pipe: Pipe, _ stream: HostStream, into collected: Collected,
        _ output: @escaping @Sendable (HostStream, [UInt8]) -> Void
    ) {
        let handle = pipe.fileHandleForReading
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 32 << 10)
            while true {
                let count = read(handle.fileDescriptor, &buffer, buffer.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { break }
                collected.append(Array(buffer[..<count]), to: stream)
                output(stream, Array(buffer[..<count]))
            }
            collected.close(stream)
        }
    }

    /// Ends the process and its children: Foundation starts each process as the leader of a group of its own.
    private static func end(_ pid: Int32) { kill(-pid, SIGKILL) }
}

/// What a process printed, within bounds.
private final class Collected: Sendable {
    private struct State {
        var bytes: [HostStream: [UInt8]] = [:]
        var cut: Set<HostStream> = []
        var open: Set<HostStream> = [.output, .error]
        var cutShort: String?
        var isLate = false
    }

    private let state = Mutex(State())

    func append(_ bytes: [UInt8], to stream: HostStream) {
        state.withLock { state in
            let room = Response.kept - (state.bytes[stream]?.count ?? 0)
            state.bytes[stream, default: []] += bytes.prefix(max(0, room))
            if bytes.count > room { state.cut.insert(stream) }
        }
    }

    func close(_ stream: HostStream) { state.withLock { _ = $0.open.remove(stream) } }

    func markEnded(_ reason: String) { state.withLock { $0.cutShort = $0.cutShort ?? reason } }

    func markLate(_ reason: String) {
        markEnded(reason)
        state.withLock { $0.isLate = true }
    }

    /// The answer, once both streams are closed or half a second after the end (a daemon may keep them open).
    func answer(status: Int) async -> Response {
        for _ in 0..<250 where !state.withLock({ $0.open.isEmpty }) {
            try? await Task.sleep(for: .milliseconds(2))
        }
        return state.withLock { state in
            func text(_ stream: HostStream) -> String { HostText.clean(state.bytes[stream] ?? []) }
            let reply = Reply(
                status: status, output: text(.output), errorOutput: text(.error),
                isCut: state.cut.contains(.output))
            var answer = Response(reply, cutShort: state.cutShort)
            answer.isLate = state.isLate
            return answer
        }
    }
}
