/// Something worth looking at on a host where a step does not hold: a read-only script whose output is evidence.
public struct Collector: Sendable, Hashable {
    /// What it shows, in a few words: "the last lines of etcd's journal".
    public var title: String
    /// The script; it changes nothing, and what it prints is cut to a bound.
    public var script: Script

    /// A collector of a script.
    public init(_ title: String, _ script: Script) {
        self.title = title
        self.script = script
    }
}
