import FoundationEssentials
import Glibc
import Steps

/// What the user's ssh_config(5) says of one host. OpenSSH itself resolves it (`ssh -G`), with its patterns, `Match`,
/// `Include` and tokens: whatever `ssh HOST` would do is what counts.
struct ClientSettings: Sendable {
    private static let configurationVariable = "LABCTL_SSH_CONFIG"

    private let values: [String: [String]]
    private let tokens: [Character: String]

    /// Asks for the settings of a destination; `user` and `port` are those that were chosen already, `defaultUser` is who
    /// logs in by default. Without ssh on the PATH nothing is said.
    ///
    /// Throws `LabError` where the configuration cannot be read.
    init(of destination: String, user: String?, port: Int?, defaultUser: String? = nil, scale: TimeScale)
        async throws
    {
        guard ProcessInfo.processInfo.hasProgram("ssh") else {
            (values, tokens) = ([:], [:])
            return
        }
        let chosen = (user.map { ["-l", $0] } ?? []) + (port.map { ["-p", "\($0)"] } ?? [])
        let limit = "\(scale.stretch(.seconds(10)).seconds)"
        let text: String
        do {
            text = try await LocalCommand(
                ["timeout", "-k", "1", limit, "ssh", "-G", "-T", "-F", "/dev/stdin"] + chosen
                    + ["--", destination],
                input: Self.configuration(defaultUser)
            ).run()
        } catch let error as LabError {
            throw LabError(
                "the configuration of ssh for \(destination) cannot be read", detail: error.detail,
                ["Mend it: ssh -G \(Script.quote(destination)) must print the settings of this host."])
        }
        var values: [String: [String]] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard let name = parts.first else { continue }
            values[String(name), default: []].append(parts.count == 2 ? String(parts[1]) : "")
        }
        self.values = values
        tokens = [
            "%": "%", "d": Self.home, "h": values["hostname"]?.first ?? destination, "n": destination,
            "p": values["port"]?.first ?? "22", "r": values["user"]?.first ?? Self.userName,
            "u": Self.userName, "i": "\(getuid())",
            "k": values["hostkeyalias"]?.first ?? destination,
        ]
    }

    /// The files that ssh reads, and behind them who logs in where they say nothing: the first value of a name counts.
    private static func configuration(_ defaultUser: String?) -> String {
        let named = ProcessInfo.processInfo.environment[configurationVariable]
        let files = named == "none" ? [] : named.map { [$0] } ?? ["~/.ssh/config", "/etc/ssh/ssh_config"]
        let includes = files.map { "Include \"\($0)\"\n" }.joined()
        return includes + (defaultUser.map { "Host *\nUser \($0)\n" } ?? "")
    }

    /// The user's home as ssh sees it: that of passwd(5), whatever HOME says.
    static let home = getpwuid(getuid())?.pointee.pw_dir.map { String(cString: $0) } ?? "/"

    /// The user's own name.
    static let userName = getpwuid(getuid())?.pointee.pw_name.map { String(cString: $0) } ?? ""

    /// A setting; nil where nothing or `none` is said.
    func text(_ name: String) -> String? {
        values[name]?.first.flatMap { $0 == "none" || $0.isEmpty ? nil : $0 }
    }

    /// A number.
    func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

    /// The paths of a setting, of one line each or with spaces between them; those with an unknown token are left out.
    func paths(_ name: String, isList: Bool = false) -> [String] {
        let all = values[name] ?? []
        return (isList ? all.flatMap { $0.split(separator: " ").map(String.init) } : all)
            .filter { $0 != "none" }.compactMap(expanded)
    }

    /// A path with its `~` and tokens (ssh_config(5), "TOKENS") filled in.
    private func expanded(_ path: String) -> String? {
        var rest = path[...], whole = ""
        if rest.hasPrefix("~/") {
            whole = Self.home
            rest = rest.dropFirst()
        }
        while let percent = rest.firstIndex(of: "%") {
            let next = rest.index(after: percent)
            guard next < rest.endIndex, let value = tokens[rest[next]] else { return nil }
            whole += rest[..<percent] + value
            rest = rest[rest.index(after: next)...]
        }
        return whole + rest
    }

    /// The agent's socket: what `IdentityAgent` says, or that of the environment.
    var agent: String? {
        let own = ProcessInfo.processInfo.environment["SSH_AUTH_SOCK"]
        guard let said = values["identityagent"]?.first, said != "SSH_AUTH_SOCK" else { return own }
        if said.hasPrefix("$") {
            return ProcessInfo.processInfo.environment[said.dropFirst().filter { !"{}".contains($0) }]
        }
        return said == "none" ? nil : expanded(said)
    }
}

extension ProcessInfo {
    /// Whether a program is found in PATH.
    fileprivate func hasProgram(_ name: String) -> Bool {
        (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").contains {
            access("\($0)/\(name)", X_OK) == 0
        }
    }
}
