/// A password, which never shows itself in a message, a log or a debugger's dump.
public struct Password: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    let text: String

    /// Wraps the password's text.
    public init(_ text: String) {
        self.text = text
    }

    /// Stars, however long the password is.
    public var description: String { "********" }
    /// Stars, however long the password is.
    public var debugDescription: String { description }
    /// Nothing to look into.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
