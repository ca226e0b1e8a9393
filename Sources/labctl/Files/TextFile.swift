import Foundation
import Glibc
import Steps

/// A file that the user named on the command line.
enum TextFile {
    /// Its bytes. Throws a `Failure` that says what exists instead, with the nearest name.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw Failure("\(path): there is no such file", advice(for: path), status: .invalid)
        }
        if isDirectory {
            let chapters = chapters(in: path).joined(separator: ", ")
            throw Failure(
                "\(path) is a folder, not a chapter",
                chapters.isEmpty ? [] : ["Chapters in it: \(chapters)."], status: .invalid)
        }
        guard let bytes = bytes(of: path) else {
            throw Failure("\(path) cannot be read: \(String(cString: strerror(errno)))", status: .invalid)
        }
        return bytes
    }

    /// All that can be read of a file, a pipe's included; nil where `errno` says why not.
    private static func bytes(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var facts = stat()
        var bytes: [UInt8] = []
        var room = fstat(file, &facts) == 0 ? Int(facts.st_size) + 1 : 1
        while true {
            let more = [UInt8](unsafeUninitializedCapacity: max(room, 4096)) { buffer, count in
                room = Glibc.read(file, buffer.baseAddress, buffer.count)
                count = max(0, room)
            }
            if room < 0 { return nil }
            if more.isEmpty { return bytes }
            bytes = bytes.isEmpty ? more : bytes + more
            room = bytes.count
        }
    }

    /// Puts a text in the place of whatever the file holds; throws `Failure` where that cannot be done.
    static func write(_ text: String, to path: String) throws(Failure) {
        try write(Data(text.utf8), to: path)
    }

    /// Puts bytes in the place of whatever the file holds; throws `Failure` where that cannot be done.
    static func write(_ bytes: Data, to path: String) throws(Failure) {
        do { try put(bytes, at: path) } catch {
            throw Failure(
                "\(path) cannot be written: \(reason(error))",
                ["Is the folder there, is it yours, and is there room (df -h)?"], status: .failed)
        }
    }

    /// A file is replaced as a whole, where a symbolic link leads; a device or a pipe is written to, and stays what it is.
    private static func put(_ bytes: Data, at path: String) throws {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT != S_IFDIR else {
            return try bytes.write(to: URL(filePath: path), options: .atomic)
        }
        if let stream = [STDOUT_FILENO, STDERR_FILENO].first(where: { isSame(facts, $0) }) {
            return StandardOutput.write(String(decoding: bytes, as: UTF8.self), to: stream)
        }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            let device = try FileHandle(forWritingTo: URL(filePath: path))
            try device.write(contentsOf: bytes)
            return try device.close()
        }
        let place = URL(filePath: path).resolvingSymlinksInPath()
        try bytes.write(to: place, options: .atomic)
    }

    /// Whether a file is the one behind an open descriptor.
    private static func isSame(_ facts: stat, _ descriptor: Int32) -> Bool {
        var other = stat()
        return fstat(descriptor, &other) == 0 && facts.st_dev == other.st_dev && facts.st_ino == other.st_ino
    }

    /// Why the system refused: the words of strerror(3), where it was the system.
    static func reason(_ error: any Error) -> String {
        let cause = (error as? CocoaError)?.underlying as? POSIXError
        return cause.map { String(cString: strerror($0.code.rawValue)) } ?? "\(error)"
    }

    /// The nearest name of a chapter in the same folder.
    private static func advice(for path: String) -> [String] {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let folder = LabSearch.parent(of: path)
        guard let near = Spelling.nearest(to: name, among: chapters(in: folder)) else { return [] }
        return ["Did you mean `\(folder == "." ? near : "\(folder)/\(near)")`?"]
    }

    /// The names of the chapters in a folder, in order.
    static func chapters(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".md") }.sorted()
    }
}
