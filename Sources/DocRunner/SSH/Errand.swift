/// A request for a host before it becomes a job: a command, and the bytes to send after it, if any.
struct Errand: Sendable {
    let command: RemoteCommand
    let feed: Outbox.Feed?

    /// Runs a command; its input goes after the script.
    init(_ command: RemoteCommand) {
        guard let input = command.input else {
            self.command = command
            feed = nil
            return
        }
        var fed = command
        fed.input = nil
        fed.script = BashProtocol.giving(input.count, to: command.script)
        self.command = fed
        feed = .bytes(input)
    }

    /// Writes a file beside its place and moves it there. A temporary file does not outlive a failure, and a file
    /// cut short is never moved.
    init(putting file: RemoteFile, as user: String?, _ timeout: Duration?) throws(LocalFile.Failure) {
        let feed: Outbox.Feed =
            switch file.content {
            case .bytes(let bytes): .bytes(bytes)
            case .file(let path): .file(try LocalFile(reading: path))
            }
        let owner = file.owner.map { "chown -- \(BashProtocol.quote($0)) \"$t\"" } ?? ":"
        let script = """
            set -e; umask 077; p=\(BashProtocol.quote(file.path))
            t=$(mktemp -- "${p%/*}/.labctl.XXXXXXXX"); trap 'rm -f -- "$t"' EXIT
            head -c \(feed.count) >"$t"; [ "$(stat -c %s -- "$t")" = \(feed.count) ]
            \(owner); chmod -- \(String(file.mode, radix: 8)) "$t"
            \(file.durable ? "sync -- \"$t\"; " : "")mv -fT -- "$t" "$p"
            """
        command = RemoteCommand(script, as: user, timeout: timeout)
        self.feed = feed
    }

    /// Prints a file, unless it is too long.
    init(fetching path: String, _ limit: Int, as user: String?, _ timeout: Duration?) {
        let path = BashProtocol.quote(path)
        let script = """
            s=$(stat -Lc %s -- \(path)) || exit
            [ "$s" -le \(limit) ] || { echo "it is longer than \(limit) bytes: $s" >&2; exit 27; }
            head -c \(limit) -- \(path)
            """
        let limits = OutputLimits(kept: limit * 2, flood: limit + 65536)
        command = RemoteCommand(script, as: user, timeout: timeout, limits: limits)
        feed = nil
    }
}
