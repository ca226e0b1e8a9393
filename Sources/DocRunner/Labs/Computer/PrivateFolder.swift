import Glibc

/// A folder that belongs to labctl's user alone, held open: what a lab's state directory, and all in it, is kept in.
///
/// A lab file may lie in a folder of somebody else's, who can put anything at any path there, links above all. So from
/// `.labctl` on each folder is opened by itself, without following links, and must be the user's own and nobody else's
/// to write to; files are opened relative to the open folder (openat(2)), never through a link.
public final class PrivateFolder: Sendable {
    /// Its path, for messages.
    public let path: String
    let descriptor: Int32

    /// The name from which on folders are labctl's own.
    public static let stateName = ".labctl"

    /// Opens a folder, and makes it where it is missing; throws `LabError` where it is not the user's alone.
    public init(_ path: String) throws(LabError) {
        guard let opened = try Self.open(path, isMade: true) else { throw LabError("\(path) cannot be made") }
        (self.path, descriptor) = (path, opened)
    }

    /// Opens a folder that is there; nil where it is not. Throws `LabError` where it is not the user's alone.
    public init?(existing path: String) throws(LabError) {
        guard let opened = try Self.open(path, isMade: false) else { return nil }
        (self.path, descriptor) = (path, opened)
    }

    deinit { close(descriptor) }

    /// Opens one folder after another; nil where one is not there and none is to be made.
    private static func open(_ path: String, isMade: Bool) throws(LabError) -> Int32? {
        var (here, names) = parts(of: path)
        var folder = Glibc.open(here, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder < 0 { throw failure("opened", here) }
        for name in names {
            let parent = folder
            defer { close(parent) }
            here = here == "/" ? "/\(name)" : "\(here)/\(name)"
            guard let next = try open(name, in: parent, at: here, isMade: isMade) else { return nil }
            folder = next
        }
        return folder
    }

    private static func open(_ name: String, in parent: Int32, at path: String, isMade: Bool) throws(LabError)
        -> Int32?
    {
        if isMade, mkdirat(parent, name, 0o700) != 0, errno != EEXIST { throw failure("made", path) }
        let folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else {
            if errno == ENOENT, !isMade { return nil }
            if errno == ELOOP || errno == ENOTDIR { throw refusal(path, "is a link, or no folder") }
            throw failure("opened", path)
        }
        guard let reason = reason(of: folder, isFolder: true) else { return folder }
        close(folder)
        throw refusal(path, reason)
    }

    /// The folder that is the user's business, and the names below it that are labctl's.
    private static func parts(of path: String) -> (base: String, names: [String]) {
        let parts = path.split(separator: "/").map(String.init)
        let root = path.hasPrefix("/") ? "/" : ""
        // Elsewhere than in a state directory: what is not there yet, and the folder itself.
        let missing = parts.indices.first { access(root + parts[...$0].joined(separator: "/"), F_OK) != 0 }
        let start = parts.firstIndex(of: stateName) ?? min(missing ?? parts.count, max(0, parts.count - 1))
        let base = root + parts[..<start].joined(separator: "/")
        return (base.isEmpty ? "." : base, Array(parts[start...]))
    }

    /// Why an open folder or file is not the user's alone; nil where it is.
    private static func reason(of descriptor: Int32, isFolder: Bool) -> String? {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { return "cannot be looked at" }
        guard isFolder || facts.st_mode & S_IFMT == S_IFREG else { return "is no regular file" }
        guard isFolder || facts.st_nlink <= 1 else { return "has other names besides (hard links)" }
        guard owners.contains(facts.st_uid) else {
            return facts.st_uid == 0
                ? "belongs to root (did you make it with sudo? then use sudo here too)"
                : "belongs to another user (user \(facts.st_uid))"
        }
        return facts.st_mode & 0o022 == 0 ? nil : "may be written to by others"
    }

    /// The user, and the one whom sudo(8) gave root's rights.
    static let owners: Set<uid_t> = {
        var owners: Set<uid_t> = [geteuid()]
        if geteuid() == 0, let user = getenv("SUDO_UID").flatMap({ uid_t(String(cString: $0)) }) {
            owners.insert(user)
        }
        return owners
    }()

    static func refusal(_ path: String, _ reason: String) -> LabError {
        LabError(
            "\(path) \(reason): labctl keeps nothing there",
            [
                "A user who can change it decides what labctl reads and overwrites. Look at it "
                    + "first: ls -la \(path)",
                "Then make it yours alone (chown, chmod go-w), or move it away: labctl makes a new one.",
            ])
    }

    private static func failure(_ verb: String, _ path: String) -> LabError {
        LabError(
            "\(path) cannot be \(verb): \(String(cString: strerror(errno)))",
            ["Does it belong to another user? Then use sudo here too."])
    }
}

// Files in it.
extension PrivateFolder {
    /// Opens a file to read and write, and makes it (0600) where it is missing; answers its descriptor.
    ///
    /// Throws `LabError` for a link, and for a file that is not the user's alone.
    public func openFile(_ name: String) throws(LabError) -> Int32 {
        let file = openat(descriptor, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            if errno == ELOOP { throw Self.refusal("\(path)/\(name)", "is a link") }
            throw Self.failure("opened", "\(path)/\(name)")
        }
        if let reason = Self.reason(of: file, isFolder: false) {
            close(file)
            throw Self.refusal("\(path)/\(name)", reason)
        }
        return file
    }

    /// Sees to it that a file is there that only the user may read and write; what is in it stays.
    public func makePrivate(_ name: String) throws(LabError) {
        let file = try openFile(name)
        defer { close(file) }
        guard fchmod(file, 0o600) == 0 else { throw Self.failure("made private", "\(path)/\(name)") }
    }

    /// Puts a file (0600) in the place of whatever has that name; throws `LabError` where that cannot be done.
    public func write(_ text: String, to name: String) throws(LabError) {
        let half = ".\(name).new"
        unlinkat(descriptor, half, 0)
        let file = openat(descriptor, half, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.failure("written", "\(path)/\(name)") }
        defer { close(file) }
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            let more = bytes[done...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard more > 0 else { throw Self.failure("written", "\(path)/\(name)") }
            done += more
        }
        guard renameat(descriptor, half, descriptor, name) == 0 else {
            throw Self.failure("written", "\(path)/\(name)")
        }
    }

    /// The text of a file, at most 1 MiB of it; nil where there is none, or where it is a link or somebody else's.
    public func text(of name: String) -> String? {
        let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        guard Self.reason(of: file, isFolder: false) == nil else { return nil }
        var bytes: [UInt8] = []
        while bytes.count < 1 << 20 {
            let more = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
                count = max(0, read(file, buffer.baseAddress, buffer.count))
            }
            if more.isEmpty { break }
            bytes += more
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The names in it, sorted.
    public var names: [String] {
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = fdopendir(copy) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a file; a link goes, not what it leads to.
    public func remove(_ name: String) { unlinkat(descriptor, name, 0) }

    /// Whether a path leads to the same file as a name in this folder.
    public func isFile(_ name: String, at path: String) -> Bool {
        var own = stat(), other = stat()
        return fstatat(descriptor, name, &own, AT_SYMLINK_NOFOLLOW) == 0 && lstat(path, &other) == 0
            && own.st_dev == other.st_dev && own.st_ino == other.st_ino
    }
}
