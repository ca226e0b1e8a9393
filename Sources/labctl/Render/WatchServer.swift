import FlyingFox
import FlyingSocks
import FoundationEssentials
import Foundation
import Glibc
import Handouts
import Steps

/// The site on loopback, written anew at each save; open pages ask for changes and load themselves again.
struct WatchServer {
    /// How often the files are looked at: a save is seen long before a person notices.
    private static let pause = Duration.milliseconds(40)

    private let files: GuideFiles
    private let copy: CopyOptions
    private let site: Site
    private let port: UInt16
    private let changes = Changes()

    init(_ files: GuideFiles, _ copy: CopyOptions, folder: String, port: UInt16) {
        self.files = files
        self.copy = copy
        site = Site(folder)
        self.port = port
    }

    /// Serves until it is stopped.
    func run() async throws {
        let guide = try await Guide(files, copy, isSingle: false, isWatched: true)
        let made = try await site.write(guide)
        let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port))
        await server.appendRoute("GET /changes") { [changes] request in
            let version = await changes.version(after: request.query["since"])
            return HTTPResponse(
                statusCode: .ok, headers: [.contentType: "text/plain"], body: Data(version.utf8))
        }
        await server.appendRoute(
            "GET /",
            to: FileHTTPHandler(path: URL(filePath: "\(site.folder)/index.html"), contentType: "text/html"))
        await server.appendRoute(
            "GET /*", to: DirectoryHTTPHandler(root: URL(filePath: site.folder), serverPath: "/"))
        // A page that is closed while it waits must not end the server.
        signal(SIGPIPE, SIG_IGN)
        StandardOutput.write("http://localhost:\(port)/    Ctrl-C ends it\n")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await server.run() } catch is CancellationError {} catch {
                    throw Failure(
                        "port \(port) cannot be served: \(error)", ["Name another one: --port"],
                        status: .failed)
                }
            }
            group.addTask { try await watch(guide, made) }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Writes anew what a save changed: a chapter by itself where its outline is as it was, else everything.
    private func watch(_ first: Guide, _ pages: [Site.Made]) async throws {
        var guide = first, made = pages, seen = stamps(), shown = ""
        while true {
            try await Task.sleep(for: Self.pause)
            let now = stamps()
            guard now != seen else { continue }
            let changed = files.chapters.indices.filter { now[$0] != seen[$0] }
            seen = now
            do {
                let next = try await Guide(files, copy, isSingle: false, isWatched: true)
                let isSmall = next.book.hasSameOutlines(as: guide.book) && changed.count == 1
                if isSmall, let index = changed.first {
                    made[index] = try site.writePage(at: index, of: next)
                    await changes.happen()
                    try await site.writeRest(next, made)
                } else {
                    made = try await site.write(next)
                    await changes.happen()
                }
                guide = next
                shown = ""
            } catch {
                // A chapter that is wrong for the moment: say so once, and keep showing what was right.
                let words = "\(error)"
                if words != shown { Terminal.say(words) }
                shown = words
            }
        }
    }

    /// When each file was changed last: the chapters first, in their order, then the lab and the results.
    private func stamps() -> [Date?] {
        (files.chapters + [files.lab ?? ""] + copy.results).map { path in
            (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
        }
    }
}

/// How often the site was written, for those who wait to be told.
private actor Changes {
    private var version = 1
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Another version than the one that is known; the same after a while, so that nobody waits for ever.
    func version(after known: String?) async -> String {
        if known == "\(version)" {
            let timer = Task { [self] in
                try await Task.sleep(for: .seconds(20))
                wake()
            }
            await withCheckedContinuation { waiting.append($0) }
            timer.cancel()
        }
        return "\(version)"
    }

    /// The site was written.
    func happen() {
        version += 1
        wake()
    }

    private func wake() {
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}
