/// The protocol with a `bash` at the other end of a channel: the text that labctl sends, and the markers in
/// the answers.
///
/// Scripts go down its standard input one after the other, each as one call of a function that the greeting
/// defines. A script runs in a subshell, which `set -m` makes a process group of its own, so that it can be ended
/// with all its children and without the shell. What the script prints passes through as it is; before and after
/// it the shell prints a marker with a nonce, which no script can know. The shell's own standard error is shut,
/// lest its remarks about killed jobs get into a script's.
struct BashProtocol {
    /// A message of the shell between the outputs of scripts.
    enum Marker: Equatable {
        /// It is ready for scripts.
        case greeting
        /// A script has begun, in this process group.
        case begin(group: Int)
        /// A script has ended; some of its processes may live on, and may print.
        case end(status: Int, leftovers: Bool)
        /// All that the script printed on standard error has come.
        case endOfErrors
    }

    /// The byte that a marker begins with: ASCII's record separator.
    static let separator: UInt8 = 0x1E

    let nonce: String

    init() {
        nonce = String(UInt64.random(in: .min ... .max) | 1 << 63, radix: 16)
    }

    init(nonce: String) { self.nonce = nonce }

    /// The command line that starts the shell. It contains no secrets.
    static func commandLine(as user: String?) -> String {
        let bash = "bash --noprofile --norc"
        return user.map { "exec sudo -n -H -u \(quote($0)) -- \(bash)" } ?? "exec \(bash)"
    }

    /// Sent first. The function runs its first argument if the second is whole, so that a line cut off by a lost
    /// connection is never run in part. A script that is fed from the shell's standard input and does not end
    /// well may have left some of it unread: the shell ends then, rather than take it for commands. A stopped
    /// script is waited for again by hand: `wait -f` of bash 5.2 reads a job that it has freed, and may spin.
    func greeting(within limits: SSHLimits) -> String {
        """
        exec 3>&2 2>/dev/null; set -m
        \(OrphanedShells.greeting(patience: limits.orphans))_labctl() { case $2 in run | feed) ;; *) return ;; esac
        ( [ $2 = feed ] || exec </dev/null; eval "shift 2;$1" ) 2>&3 3>&- &
        printf '\\036\(nonce)b%d\\n' $!
        wait $!; set -- $? $2
        while [ $1 -gt 128 ] && kill -0 $!; do sleep 0.1; wait $!; set -- $? $2; done
        kill -0 -- -$!
        printf '\\036\(nonce)e%d %d\\n' $1 $?; printf '\\036\(nonce)x\\n' >&3
        [ $2 = run ] || [ $1 = 0 ] || exit; }
        printf '\\036\(nonce)g\\n'; printf '\\036\(nonce)g\\n' >&3

        """
    }

    /// Runs a script with an empty standard input.
    static func run(_ script: String) -> String { "_labctl \(quote(script)) run\n" }

    /// Runs a script that reads from the shell's standard input exactly the bytes sent after it.
    static func feed(_ script: String) -> String { "_labctl \(quote(script)) feed\n" }

    /// Turns a script into one that may read as much as it likes of `count` bytes, all of which are taken.
    static func giving(_ count: Int, to script: String) -> String {
        """
        head -c \(count) | { ( eval \(quote(script)) ); s=$?; cat >/dev/null; exit $s; }
        s=("${PIPESTATUS[@]}"); exit $((s[1] ? s[1] : s[0]))
        """
    }

    /// Ends a process group: politely, and after so many seconds for certain.
    static func ending(_ group: Int, after seconds: Int) -> String {
        """
        kill -TERM -- -\(group) || exit 0
        for i in {1..\(seconds * 20)}; do sleep 0.05; kill -0 -- -\(group) || exit 0; done
        kill -KILL -- -\(group)
        for i in {1..\(seconds * 20)}; do kill -0 -- -\(group) || exit 0; sleep 0.05; done
        """
    }

    /// Reads the text of a marker, which is what comes between the nonce and the end of the line.
    static func marker(_ text: Substring) -> Marker? {
        let numbers = text.dropFirst().split(separator: " ").compactMap { Int($0) }
        switch (text.first, numbers.count) {
        case ("g", 0): return .greeting
        case ("b", 1) where numbers[0] > 1: return .begin(group: numbers[0])
        case ("e", 2) where 0...255 ~= numbers[0]:
            return .end(status: numbers[0], leftovers: numbers[1] == 0)
        case ("x", 0): return .endOfErrors
        default: return nil
        }
    }

    /// A word of a command for a person to copy. It is quoted only if a shell would change it otherwise.
    static func word(_ word: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@,+%".utf8)
        return !word.isEmpty && word.utf8.allSatisfy(plain.contains) ? word : quote(word)
    }

    /// Quotes a word for the shell (bash(1), "QUOTING").
    static func quote(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
