/// What a step wants done; the runner does it. The only things that a transport knows are these.
public enum Command: Sendable, Hashable {
    /// Carry out a script on the step's host.
    case run(Script)
    /// Carry out a script on the computer that labctl runs on, in the lab's state directory.
    case runLocally(Script)
    /// Write a file on the host, whole or not at all.
    case upload(Upload)
}

/// A file to be written on a host: beside its target first, then moved over it (rename(2)), so never half.
public struct Upload: Sendable, Hashable {
    /// Where the bytes come from.
    public enum Source: Sendable, Hashable {
        /// These bytes.
        case bytes([UInt8])
        /// A file on the computer that labctl runs on; a relative path starts at the lab's state directory.
        case localFile(String)
        /// A file on that computer beside the chapter, by its path from the chapter's folder.
        case beside(String)
    }

    /// Where the bytes come from.
    public var source: Source
    /// The absolute path on the host.
    public var path: String
    /// Its owner, `user` or `user:group`; nil leaves what the login gives.
    public var owner: String?
    /// Its permission bits.
    public var mode: Int

    /// An upload of a source to a path.
    public init(_ source: Source, to path: String, owner: String? = nil, mode: Int = 0o644) {
        self.source = source
        self.path = path
        self.owner = owner
        self.mode = mode
    }
}
