import Steps

// What ends on a command line of ssh(1).
extension Fields {
    /// A user's name that ssh cannot take for an option.
    mutating func user(_ name: String) -> String? {
        guard let (text, place) = placedText(name) else { return nil }
        guard !HostName.isUser(text) else { return text }
        report(
            .error(
                "bad-value", at: place, "`\(text)` cannot be a user's name",
                ["Write letters, digits and `.`, `_`, `-`, not beginning with `-`."]))
        return nil
    }

    /// Jump hosts as ssh -J takes them; `none` and nothing are none.
    mutating func jumpHops(_ name: String) -> [JumpHop] {
        guard let (text, place) = placedText(name), text != "none" else { return [] }
        if let hops = JumpHop.list(text) { return hops }
        report(
            .error(
                "bad-value", at: place, "`\(text)` is no jump host",
                ["Write [user@]host[:port], several with commas between them: me@bastion.example.org:2222"]))
        return []
    }
}
