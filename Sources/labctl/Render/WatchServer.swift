import Chapters
import FlyingFox
import FlyingSocks
import Foundation
import FoundationEssentials
import Glibc
import Handouts
import Labs
import Steps

/// Serves the site on loopback and writes it again at each save. Open pages poll for changes and reload.
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
        let root = URL(filePath: site.folder)
        let cover = FileHTTPHandler(path: root.appending(path: "index.html"), contentType: "text/html")
        await server.appendRoute("GET /") { try await current(cover, $0) }
        let pages = DirectoryHTTPHandler(root: root, serverPath: "/")
        await server.appendRoute("GET /*") { request in
            // The handler follows `..` and links, as URLs do.
            guard Self.isPage(request.path, of: root.path) else { return HTTPResponse(statusCode: .notFound) }
            return try await current(pages, request)
        }
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

    /// Whether a request's path is that of a file of the site.
    private static func isPage(_ path: String, of folder: String) -> Bool {
        let file = path.split(separator: "/").joined(separator: "/")
        return (try? FileBelow(file, below: folder)) != nil
    }

    /// A file of the site as it is now: a browser's copy of the same second (RFC 9110, 13.1.3) may be an older one.
    ///
    /// A page is told which version it shows, asked for before it is read: so a change that comes while it loads is not
    /// missed.
    private func current(_ handler: some HTTPHandler, _ request: HTTPRequest) async throws -> HTTPResponse {
        var request = request
        for condition in [HTTPHeader.ifNoneMatch, .ifModifiedSince] { request.headers[condition] = nil }
        let version = await changes.current
        var response = try await handler.handleRequest(request)
        response.headers[HTTPHeader("Cache-Control")] = "no-store"
        guard response.headers[.contentType]?.hasPrefix("text/html") == true else { return response }
        let html = String(decoding: try await response.bodyData, as: UTF8.self)
        let told = html.replacing(" data-watched>", with: " data-watched=\"\(version)\">", maxReplacements: 1)
        response.payload = .httpBody(HTTPBodySequence(data: Data(told.utf8)))
        return response
    }

    /// Writes the changed pages again: only the chapter if its outline has not changed, otherwise everything.
    private func watch(_ first: Guide, _ pages: [Site.Made]) async throws {
        var guide = first, made = pages, shown = ""
        var sources = files.chapters.map(Self.sources)
        var seen = stamps(sources)
        var changed: Set<Int> = []
        while true {
            try await Task.sleep(for: Self.pause)
            let now = stamps(sources)
            guard now != seen else { continue }
            // What was saved while something else was wrong is still to be written.
            let saved = files.chapters.indices.filter { now[$0] != seen[$0] }
            changed.formUnion(saved)
            seen = now
            for index in saved {
                sources[index] = Self.sources(of: files.chapters[index])
                seen[index] = sources[index].map(Stamp.init)
            }
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
                (guide, changed, shown) = (next, [], "")
            } catch {
                // A chapter that is wrong for the moment: say so once, and keep showing what was right.
                let words = "\(error)"
                if words != shown { Terminal.say(words) }
                shown = words
            }
        }
    }

    /// The files that a chapter's page is made from: its own, and those that it shows.
    private static func sources(of chapter: String) -> [String] {
        let beside = (try? ChapterFile.read(chapter))?.filesBeside ?? []
        return [chapter] + beside.map { "\(LabSearch.parent(of: chapter))/\($0)" }
    }

    /// What tells that something was changed: for each chapter in its order, then for the lab and the results.
    private func stamps(_ sources: [[String]]) -> [[Stamp?]] {
        (sources + [[files.lab ?? ""], copy.results]).map { $0.map(Stamp.init) }
    }

    /// A file's state, by stat(2). The time alone does not do: an editor that empties a file and then fills it does both
    /// in one tick of the file system's clock.
    private struct Stamp: Equatable {
        let seconds: Int
        let nanoseconds: Int
        let size: Int
        let inode: UInt

        init?(_ path: String) {
            var facts = stat()
            guard stat(path, &facts) == 0 else { return nil }
            (seconds, nanoseconds) = (facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec)
            (size, inode) = (Int(facts.st_size), UInt(facts.st_ino))
        }
    }
}

/// The version of the site, for pages that wait for a change.
private actor Changes {
    private var version = 1
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// The version that is shown now.
    var current: String { "\(version)" }

    /// Waits for a version other than the known one. Returns the same one after a while, so that no page
    /// waits for ever.
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
