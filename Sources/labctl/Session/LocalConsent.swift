import ArgumentParser
import DocRunner
import Glibc
import Labs
import PlainText
import Steps
import Synchronization

/// Whether chapters and lab files may have code carried out on the computer that labctl runs on.
struct LocalOptions: ParsableArguments {
    @Flag(
        help:
            "Carry out what a chapter (`on=local`) or a power command of the lab file does on this computer, and take secrets from whatever file or variable they name."
    )
    var allowLocal = false

    /// The consent. If it is not given yet, labctl asks the user at a terminal, unless questions are turned
    /// off.
    func consent(asks: Bool = true) -> LocalConsent {
        LocalConsent(
            isGiven: allowLocal, asks: asks && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1)
    }
}

/// Whether the user who starts labctl lets other people's code run with his rights.
///
/// Chapters, lab files and journals are handed on. What they do on hosts is the hosts' business; what they do here, questions
/// included, is done as whoever started labctl, root for one. The transport of this computer refuses as long as `isGiven`
/// is false, whatever road leads there; what is expected beforehand is shown before anybody is asked.
final class LocalConsent: Sendable {
    private enum Given {
        case everything
        case shown(Set<LocalCode>)
    }

    private let given: Mutex<Given>
    private let asks: Bool

    init(isGiven: Bool, asks: Bool) {
        given = Mutex(isGiven ? .everything : .shown([]))
        self.asks = asks
    }

    /// Whether anything that somebody else wrote may be carried out on this computer.
    var isGiven: Bool {
        given.withLock { given in
            if case .shown(let code) = given { !code.isEmpty } else { true }
        }
    }

    /// Whether that was said of everything beforehand, and not only of what was shown.
    var isGivenForAll: Bool {
        given.withLock { given in
            if case .everything = given { true } else { false }
        }
    }

    /// Throws `Failure` where steps of chapters are carried out here and nobody consents; `selection` is of the last one.
    func expect(_ workspaces: [Workspace], _ selection: StepSelection = StepSelection()) throws {
        var plans = try workspaces.map { workspace in
            try Planner(workspace.chapter, inventory: workspace.lab.inventory)
                .plan(workspace.chapter, workspace.steps)
        }
        if let last = plans.popLast() { plans.append(try selection.applied(to: last)) }
        try expect(plans)
    }

    /// Throws `Failure` if steps of a plan would run here and the user does not consent.
    func expect(_ plans: [Plan]) throws {
        let code = plans.map(\.localCode)
        let count = code.map(\.count).reduce(0, +)
        guard let first = zip(plans, code).first(where: { !$1.isEmpty })?.0 else { return }
        try expect(
            "\(count == 1 ? "a step" : "\(count) steps") of \(first.chapter) would be carried out on this computer",
            code.flatMap { $0 })
    }

    /// Throws `Failure` if the lab file has power commands and the user does not consent.
    func expectPower(of lab: Lab) throws {
        let commands = lab.power.sorted { $0.key < $1.key }.compactMap { host, power -> LocalCode? in
            if case .commands(let off, let on) = power {
                LocalCode("\(host): off: \(off); on: \(on)", "")
            } else {
                nil
            }
        }
        try expect("\(lab.file) switches the power of its hosts by commands of this computer", commands)
    }

    /// Throws `Failure` where the journal holds what would be mended by code on this computer and nobody consents.
    func expectMending(of lab: Lab, by journal: Journal) throws {
        try expect(
            "the journal in \(lab.stateDirectory) would have code carried out on this computer",
            try journal.localCode())
    }

    private func expect(_ what: String, _ code: [LocalCode]) throws {
        let new = given.withLock { given -> [LocalCode] in
            guard case .shown(let known) = given else { return [] }
            return code.filter { !known.contains($0) }
        }
        guard !new.isEmpty else { return }
        let rows = Self.rows(of: new)
        guard asks else {
            throw Failure(
                "\(what), as \(Self.user)",
                rows + ["Read them first. If you trust their author: --allow-local"], status: .usage)
        }
        StandardOutput.write(
            ([what + ", as \(Self.user):"] + rows.map { "    \($0)" }).joined(separator: "\n") + "\n")
        StandardOutput.write("Do you trust whoever wrote them? [y/N] ")
        guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
            throw Failure("nothing was done", status: .failed)
        }
        given.withLock { if case .shown(let known) = $0 { $0 = .shown(known.union(new)) } }
    }

    /// What is shown of code: as much as somebody reads, and a word of what is left out.
    private static func rows(of code: [LocalCode]) -> [String] {
        let shown = code.prefix(40).flatMap(\.rows)
        return shown + (code.count > 40 ? ["and \(code.count - 40) more"] : [])
    }

    /// The name of the user whose rights such code has.
    private static var user: String {
        getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "user \(geteuid())"
    }
}
