import CSSH2
import Dispatch
import Glibc
import Synchronization

/// The one thread that carries every connection: it runs the jobs of `SSHLoop` and sleeps in epoll(7) between.
///
/// It is a task executor, too (SE-0417): a task that prefers it goes on here after a wait. Otherwise each wait would end
/// with two changes of threads, to one of the global pool and back.
final class LoopThread: SerialExecutor, TaskExecutor {
    /// What to wait for on a socket.
    struct Interest: OptionSet {
        let rawValue: UInt32
        static let reading = Interest(rawValue: EPOLLIN.rawValue)
        static let writing = Interest(rawValue: EPOLLOUT.rawValue)
    }

    private struct Waiter {
        let continuation: UnsafeContinuation<Void, Never>
        let deadline: ContinuousClock.Instant?
    }

    private struct State {
        var jobs: [UnownedJob] = []
        var waiters: [Int32: Waiter] = [:]
        var isAsleep = false
        var isStopping = false
        var thread: pthread_t?
    }

    private let state = Mutex(State())
    private let stopped = DispatchSemaphore(value: 0)
    private let epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    private let alarm = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))

    init() {
        precondition(epoll >= 0 && alarm >= 0, "no file descriptors left for the SSH thread")
        watch(alarm, EPOLLIN.rawValue)
        start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let mustWake = state.withLock { state in
            state.jobs.append(job)
            defer { state.isAsleep = false }
            return state.isAsleep
        }
        if mustWake { eventfd_write(alarm, 1) }
    }

    func checkIsolated() {
        let thread = state.withLock { $0.thread }
        precondition(thread == pthread_self(), "this is not the SSH thread")
    }

    /// Sleeps until the socket is ready (which it never is for no interest), or `wake` is called for it, or the deadline is past. It must not leave the
    /// thread on the way, or a `wake` could come before the waiter is entered, and the next sleep miss its deadline.
    @SSHLoop
    func wait(for interest: Interest, on socket: Int32, until deadline: ContinuousClock.Instant?) async {
        await withUnsafeContinuation { continuation in
            state.withLock { $0.waiters[socket] = Waiter(continuation: continuation, deadline: deadline) }
            if !interest.isEmpty { watch(socket, interest.rawValue | EPOLLONESHOT.rawValue) }
        }
    }

    /// Ends the wait on this socket, if there is one.
    func wake(_ socket: Int32) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: socket) }
        waiter?.continuation.resume()
    }

    private func watch(_ socket: Int32, _ events: UInt32) {
        var event = epoll_event(events: events, data: epoll_data(fd: socket))
        if epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) != 0 {
            epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event)
        }
    }
}

extension LoopThread {
    private func start() {
        let context = Unmanaged.passRetained(self).toOpaque()
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { context in
                context.map { Unmanaged<LoopThread>.fromOpaque($0).takeRetainedValue().run() }
                return nil
            }, context)
        precondition(code == 0, "the SSH thread could not be started")
    }

    /// Ends the thread before the process exits: its libraries clean up at exit(3), and must not be in use
    /// then.
    func stop() {
        let thread = state.withLock { state in
            state.isStopping = true
            return state.thread
        }
        guard thread != pthread_self() else { return }
        eventfd_write(alarm, 1)
        _ = stopped.wait(timeout: .now() + 2)
    }

    private func run() {
        state.withLock { $0.thread = pthread_self() }
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        defer { stopped.signal() }
        while !state.withLock({ $0.isStopping }) {
            runJobs()
            let count = epoll_wait(epoll, &events, Int32(events.count), sleepingTime())
            state.withLock { $0.isAsleep = false }
            for event in events.prefix(Int(max(0, count))) {
                event.data.fd == alarm ? silence() : wake(event.data.fd)
            }
            wakeExpired()
        }
    }

    private func runJobs() {
        let jobs = state.withLock { state in
            defer { state.jobs.removeAll(keepingCapacity: true) }
            return state.jobs
        }
        for job in jobs {
            job.runSynchronously(
                isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
        }
    }

    /// Milliseconds until the next deadline, rounded up; -1 for ever.
    private func sleepingTime() -> Int32 {
        state.withLock { state in
            guard state.jobs.isEmpty else { return 0 }
            state.isAsleep = true
            guard let next = state.waiters.values.compactMap(\.deadline).min() else { return -1 }
            let milliseconds = (next - .now) / .milliseconds(1)
            return Int32(min(max(0, milliseconds.rounded(.up)), 3_600_000))
        }
    }

    private func silence() {
        var count: eventfd_t = 0
        eventfd_read(alarm, &count)
    }

    private func wakeExpired() {
        let now = ContinuousClock.now
        let expired = state.withLock { state in
            state.waiters.filter { _, waiter in waiter.deadline.map { $0 <= now } ?? false }.keys
        }
        expired.forEach(wake)
    }
}
