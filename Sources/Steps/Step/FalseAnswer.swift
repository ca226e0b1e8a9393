/// An answer that no host gave: the real one, changed on its way. A probe that takes it for good sees too little.
public struct FalseAnswer: Sendable, Hashable {
    /// What is false in it, in a few words: "`kubectl get nodes` prints nothing".
    public var title: String
    /// The answer.
    public var reply: Reply

    /// A false answer.
    public init(_ title: String, _ reply: Reply) {
        self.title = title
        self.reply = reply
    }
}
