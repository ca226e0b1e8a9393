/// `package`: packages are installed.
public struct PackageStep: ActionKind {
    let packages: [Package]
    let isNotStarted: Bool

    /// One package, by its name and, where the author pins it, its version.
    struct Package: Sendable {
        let name: String
        let version: String?
    }

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "package",
        states: "packages are installed",
        probing:
            "one call of dpkg-query for all names; the programs of the packages must exist at their "
            + "paths",
        body: "the packages' names, separated by spaces or lines; `name=version` pins a version",
        attributes: [
            .init("names", "words", "the packages, where the body is empty"),
            .init(
                "no-start", "flag",
                "services that the packages bring are not started (policy-rc.d, while installing)"),
        ],
        example: """
            ```text {package #balancer on=proxies no-start}
            haproxy keepalived
            ```
            """)

    /// Reads the names from the body or the attribute.
    public init(from decoder: inout StepDecoder) {
        isNotStarted = decoder.attributes.flag("no-start")
        let words =
            decoder.attributes.words("names")
            + decoder.body.words.map { String($0).asData }
        packages = words.compactMap { Package($0) }
        if words.isEmpty {
            decoder.attributes.report(
                .error("empty-body", at: decoder.place, "`package` needs the names of packages in its body"))
        }
        for word in words where packages.count < words.count && Package(word) == nil {
            decoder.attributes.report(
                .error(
                    "bad-package", at: decoder.bodyPlace, "`\(word)` is not the name of a package",
                    ["Lower-case letters, digits, `+`, `-` and `.`; then `=version` to pin one."]))
        }
    }

    /// Asks for all names at once (dpkg-query(1)), and looks for the programs on the packages' lists of files.
    public func probe(on host: Host) -> Probe? {
        let names = packages.map(\.name).joined(separator: " ")
        let format = "${Package} ${db:Status-Status} ${Version}\\n"
        let question = "dpkg-query -W -f='\(format)' -- \(names)\nstatus=$?\n"
        return Probe(Script(question + "for package in \(names); do\n" + Self.programs)) { self.finding($0) }
    }

    /// Installs what is missing, without recommended packages and without questions (apt-get(8)).
    public func commands(on host: Host, after finding: Finding?) -> [Command] {
        let remedies = finding?.differences.map(\.remedy).filter { !$0.isEmpty } ?? packages.map(\.remedy)
        guard !remedies.isEmpty else { return [] }
        let names = remedies.flatMap { $0.split(separator: " ") }.map { Script.quote($0) }.joined(
            separator: " ")
        return [.run(Script((isNotStarted ? Self.policy : "") + Self.install(names)))]
    }

    /// apt-get(8).
    public var commandsByHand: String? {
        "apt-get install --yes --no-install-recommends "
            + packages.map { Script.quote($0.remedy) }.joined(separator: " ")
    }

    /// The names.
    public var title: String { "install \(packages.map(\.name).joined(separator: " "))" }

    private func finding(_ reply: Reply) -> Finding {
        if reply.status == 127 {
            return .broken("dpkg is not there: only Debian and its kin are known. \(reply.complaint)")
        }
        let installed = reply.output.split(separator: "\n").reduce(into: [Substring: Substring]()) {
            found, line in
            let words = line.split(separator: " ")
            if words.count == 3, words[1] == "installed" { found[words[0]] = words[2] }
        }
        let absences = packages.compactMap { package -> Difference? in
            guard let version = installed[package.name[...]] else {
                return Difference("\(package.name) is not installed", remedy: package.remedy)
            }
            guard let wanted = package.version, wanted != version else { return nil }
            return Difference("\(package.name) is version \(version), not \(wanted)", remedy: package.remedy)
        }
        let seen = packages.compactMap { installed[$0.name[...]] }.joined(separator: " ")
        return Finding(absences + damages(reply), seen: seen)
    }

    /// The programs that are gone: their packages must be installed again.
    private func damages(_ reply: Reply) -> [Difference] {
        let words = reply.output.split(separator: "\n").map { $0.split(separator: " ") }
        return words.filter { $0.count == 3 && $0[0] == "missing" }.map { words in
            Difference("\(words[2]) of \(words[1]) is gone", remedy: "--reinstall \(words[1])")
        }
    }

    /// No process: dpkg's own list of a package's files, looked through for those in bin and sbin.
    private static let programs = """
            for list in /var/lib/dpkg/info/$package{,:*}.list; do
                [[ -r $list ]] && mapfile -t files <"$list" || continue
                for file in "${files[@]}"; do
                    [[ $file != */bin/* && $file != */sbin/* || -e $file || -L $file ]] ||
                        echo "missing $package $file"
                done
            done
        done
        exit $status
        """

    private static func install(_ names: String) -> String {
        """
        export DEBIAN_FRONTEND=noninteractive
        install() {
            apt-get -y -q --no-install-recommends --allow-downgrades -o DPkg::Lock::Timeout=\(Script.seconds(60)) \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold install \(names)
        }
        install || { dpkg --configure -a || :; apt-get -q -o DPkg::Lock::Timeout=\(Script.seconds(60)) update && install; }

        """
    }

    /// Keeps services from being started while packages are installed (invoke-rc.d(8)).
    private static let policy = """
        policy=/usr/sbin/policy-rc.d mark='# put here by labctl'
        if [[ ! -e $policy ]] || grep -qxF "$mark" $policy; then
            trap 'rm -f $policy' EXIT
            printf '#!/bin/sh\\n%s\\nexit 101\\n' "$mark" >$policy && chmod 0755 $policy
        fi

        """
}

extension PackageStep.Package {
    /// Reads `name` or `name=version`; nil for what Debian does not allow (Debian Policy, 5.6.7 and 5.6.12).
    init?(_ word: String) {
        let parts = word.utf8.split(
            separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false
        )
        .map { Substring($0) }
        guard Self.nameSet.covers(parts[0]), let first = parts[0].utf8.first,
            ASCIISet.lettersAndDigits.contains(first)
        else { return nil }
        let version = parts.count > 1 ? String(parts[1]) : nil
        guard Self.versionSet.covers(version ?? "0"), version != "" else { return nil }
        name = String(parts[0])
        self.version = version
    }

    private static let nameSet = ASCIISet("abcdefghijklmnopqrstuvwxyz0123456789+-.")
    private static let versionSet = ASCIISet.lettersAndDigits + ASCIISet(".+-~:")

    /// The word that apt-get(8) takes.
    var remedy: String { version.map { "\(name)=\($0)" } ?? name }
}
