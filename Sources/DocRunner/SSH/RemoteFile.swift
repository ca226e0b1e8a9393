/// A file to put on a host: written beside its place under another name, then moved there in one step.
public struct RemoteFile: Sendable, Hashable {
    /// Where the bytes come from.
    public enum Content: Sendable, Hashable {
        case bytes([UInt8])
        /// A local file, read piece by piece while it is sent.
        case file(String)
    }

    /// The absolute path on the host; its directory must exist.
    public var path: String
    /// The bytes.
    public var content: Content
    /// The permission bits in octal, such as `0o644`.
    public var mode: UInt16
    /// The owner, and the group after a colon if wanted (chown(1)); nil is the user who writes.
    public var owner: String?
    /// Whether it is on the disk (sync(1)) before it is moved to its place.
    public var durable: Bool

    /// Describes a file to put on a host.
    public init(
        path: String, content: Content, mode: UInt16 = 0o644, owner: String? = nil, durable: Bool = false
    ) {
        self.path = path
        self.content = content
        self.mode = mode
        self.owner = owner
        self.durable = durable
    }
}
