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
            "Carry out what a chapter (`on=local`) or a power command of the lab file does on this computer.")
    var allowLocal = false

    /// The consent; where it is not given yet, somebody at a terminal is asked for it, unless nothing is to be asked.
    func consent(asks: Bool = true) -> LocalConsent {
        LocalConsent(
            isGiven: allowLocal, asks: asks && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1)
    }
}

/// What somebody who starts labctl has said to code that is not his own and would be carried out as him.
///
/// Chapters and lab files are handed on. What they do on hosts is the hosts' business; what they do here, questions
/// included, is done as whoever started labctl, root for one.
final class LocalConsent: Sendable {
    private let isGiven: Mutex<Bool>
    private let asks: Bool

    init(isGiven: Bool, asks: Bool) {
        self.isGiven = Mutex(isGiven)
        self.asks = asks
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

    /// Throws `Failure` where steps of a plan are carried out here and nobody consents.
    func expect(_ plans: [Plan]) throws {
        let steps = plans.flatMap(\.localSteps)
        guard let first = steps.first else { return }
        let names = steps.map { "\($0.place): #\($0.id)  \($0.title)" }
        try expect(
            "\(steps.count == 1 ? "a step" : "\(steps.count) steps") of \(first.place.file) would be carried out on this computer",
            names)
    }

    /// Throws `Failure` where the power of a lab's hosts is switched by commands of its file and nobody consents.
    func expectPower(of lab: Lab) throws {
        let commands = lab.power.sorted { $0.key < $1.key }.compactMap { host, power -> String? in
            if case .commands(let off, let on) = power { "\(host): off: \(off); on: \(on)" } else { nil }
        }
        guard !commands.isEmpty else { return }
        try expect("\(lab.file) switches the power of its hosts by commands of this computer", commands)
    }

    private func expect(_ what: String, _ details: [String]) throws {
        if isGiven.withLock({ $0 }) { return }
        let shown = details.prefix(12).map { HostText.clean($0.utf8).replacing("\n", with: " ") }
        let rest = details.count > shown.count ? ["and \(details.count - shown.count) more"] : []
        guard asks else {
            throw Failure(
                "\(what), as \(Self.user)",
                shown + rest + ["Read them first. If you trust whoever wrote them: --allow-local"],
                status: .usage)
        }
        StandardOutput.write(
            ([what + ", as \(Self.user):"] + (shown + rest).map { "    \($0)" }).joined(separator: "\n")
                + "\n")
        StandardOutput.write("Do you trust whoever wrote them? [y/N] ")
        guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
            throw Failure("nothing was done", status: .failed)
        }
        isGiven.withLock { $0 = true }
    }

    /// The name of the user whose rights such code has.
    private static var user: String {
        getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "user \(geteuid())"
    }
}

extension Plan {
    /// The steps of which something the author wrote is carried out on the computer that labctl runs on.
    fileprivate var localSteps: [(id: String, place: SourcePlace, title: String)] {
        entries.filter { isLocal($0) }.map { ($0.step.id, $0.step.block.place, $0.content?.title ?? "") }
    }

    private func isLocal(_ entry: Entry) -> Bool {
        if entry.hosts.contains(.local) { return true }
        let selectors = entry.contents.values.flatMap { $0.drill?.selectors ?? [] }
        let scope = scope(on: entry.hosts.first ?? .local, knowing: [:])
        let mutations = entry.step.companions(DeclaredMutation.self, in: scope).compactMap(\.hosts)
        return (selectors + mutations).contains { selector in
            (try? selector.hosts(in: inventory))?.contains(.local) == true
        }
    }
}
