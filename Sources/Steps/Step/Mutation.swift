/// A way to break on one host what a step states: whoever asks the step afterwards must find that it does not hold.
public struct Mutation: Sendable, Hashable {
    /// What is broken, in a few words: "a byte of /etc/default/etcd is changed".
    public var title: String
    /// What breaks it on the host; it exits with `nothingToBreak` where there is nothing of the kind.
    public var breaking: Script
    /// What undoes it on the host, to the inode and the second; nil where only a snapshot does.
    public var undoing: Script?

    /// The exit status of a breaking script that found nothing to break and has broken nothing.
    public static let nothingToBreak = 77

    /// A mutation of scripts.
    public init(_ title: String, breaking: Script, undoing: Script?) {
        self.title = title
        self.breaking = breaking
        self.undoing = undoing
    }
}
