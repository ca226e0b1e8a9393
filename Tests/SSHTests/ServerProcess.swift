import Foundation
import Synchronization

/// A child process that is stopped with the test.
final class ServerProcess: Sendable {
    private let path: String
    private let arguments: [String]
    private let identifier = Mutex<Int32?>(nil)

    init(_ path: String, _ arguments: [String]) {
        self.path = path
        self.arguments = arguments
    }

    func start() throws {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        try process.run()
        identifier.withLock { $0 = process.processIdentifier }
    }

    func stop() {
        identifier.withLock { identifier in
            if let identifier { kill(identifier, SIGTERM) }
            identifier = nil
        }
    }
}
