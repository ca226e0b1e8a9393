/// Waits for something that may never come.
enum TimeLimit {
    /// The result of `body`; nil after the time limit, even if `body` has not ended.
    static func value<T: Sendable>(within limit: Duration, _ body: @escaping @Sendable () async -> T) async
        -> T?
    {
        let (answers, continuation) = AsyncStream.makeStream(of: Optional<T>.self)
        let work = Task { continuation.yield(await body()) }
        let timer = Task {
            try? await Task.sleep(for: limit)
            continuation.yield(nil)
        }
        defer {
            work.cancel()
            timer.cancel()
        }
        for await first in answers { return first }
        return nil
    }
}
