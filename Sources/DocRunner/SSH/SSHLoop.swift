/// Everything that touches libssh2 is isolated to this actor, and so to one thread.
@globalActor
actor SSHLoop {
    static let shared = SSHLoop()
    static let thread = LoopThread()

    nonisolated var unownedExecutor: UnownedSerialExecutor { Self.thread.asUnownedSerialExecutor() }
}
