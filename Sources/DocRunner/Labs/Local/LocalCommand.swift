import Dispatch
import Steps

/// A program of this computer, run to its end: `ip`, `btrfs`, `ssh-keygen` and their like.
package struct LocalCommand: Sendable {
    /// The program, found in PATH, and its arguments. They are visible in the process list: no secrets here.
    package var arguments: [String]
    /// What the program reads from its standard input.
    package var input: String = ""
    /// How long it may take before timeout(1) ends it with all that it started; nil for as long as it likes.
    package var limit: Duration?

    package init(_ arguments: String..., input: String = "") {
        self.init(arguments, input: input)
    }

    package init(_ arguments: [String], input: String = "", within limit: Duration? = nil) {
        self.arguments = arguments
        self.input = input
        self.limit = limit
    }

    /// Waits for the program off the cooperative threads, and returns what it printed (at most 64 KiB).
    ///
    /// Throws `LabError` when it cannot be started or exits with anything but 0.
    @discardableResult
    package func run() async throws -> String {
        try await offload { try runBlocking() }
    }

    /// The same, holding the calling thread.
    @discardableResult
    package func runBlocking() throws -> String {
        let (output, status) = try result()
        if let limit, Self.outOfTime.contains(status) {
            throw LabError(
                "`\(arguments.joined(separator: " "))` was not done within \(Int(limit.seconds)) s, and was ended",
                detail: output.lastLines(6), ["If it is only slow, give it longer: --patience 3"])
        }
        guard status == 0 else {
            throw LabError("`\(arguments.joined(separator: " "))` failed", detail: output.lastLines(6))
        }
        return output
    }

    /// What timeout(1) exits with where the time was over: after SIGTERM, and after SIGKILL.
    private static let outOfTime: Set<Int32> = [124, 137]

    /// What it printed, on either stream, and its wait status.
    func result() throws -> (output: String, status: Int32) {
        let reading = try Pipe(), writing = try Pipe()
        defer { reading.close(); writing.close() }
        let bounded = limit.map { ["timeout", "-k", "2", "\(max(1, Int($0.seconds.rounded(.up))))"] } ?? []
        // Ctrl-C at the terminal is for labctl, which brings to its end what it has begun.
        let pid = try ProcessLauncher(
            arguments: bounded + arguments, input: writing.readEnd, output: reading.writeEnd, ownSession: true
        ).start()
        reading.closeWriteEnd()
        writing.closeReadEnd()
        writing.write(input)
        writing.closeWriteEnd()
        let output = reading.readAll(limit: 65_536)
        return (output, ProcessLauncher.wait(for: pid))
    }
}

/// Runs blocking work on a thread of its own pool, so that the cooperative threads stay free.
func offload<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
    }
}

/// Does the same for each element at once, and throws the first error after all have ended.
func inParallel<Element: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for element in elements { group.addTask { try await work(element) } }
        var failure: (any Error)?
        while let result = await group.nextResult() {
            if case .failure(let error) = result, failure == nil { failure = error }
        }
        if let failure { throw failure }
    }
}

extension String {
    /// The text without white space at either end.
    var trimmed: String { String(trimmingSpaces) }

    /// The last lines of a text, for a message.
    func lastLines(_ count: Int) -> String {
        split(separator: "\n", omittingEmptySubsequences: true).suffix(count).joined(separator: "\n")
    }
}
