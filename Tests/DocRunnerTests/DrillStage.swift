import DocRunner
import Foundation
import Steps
import Synchronization

/// A bench whose hosts can be broken: a host is down while its folder holds a file `down`.
///
/// Its bash is real; only systemd is played, by functions that keep a log and touch `down`.
struct DrillStage {
    let bench: Bench
    let switches: Switches
    let events = Events()

    /// A host that lost its power is replaced so long after somebody noticed: a file `served` appears; nil: never.
    ///
    /// `slowness` is how long a switch takes to cut the power.
    init(takeover: Duration? = nil, badStarts: Int = 0, slowness: Duration = .zero) throws {
        bench = try Bench()
        switches = Switches(
            bench: bench, events: events, takeover: takeover, badStarts: badStarts, slowness: slowness)
        for host in bench.inventory.hosts {
            try FileManager.default.createDirectory(
                atPath: "\(bench.directory)/\(host.name)/run/systemd/system",
                withIntermediateDirectories: true)
        }
    }

    func remove() { bench.remove() }

    /// A run of one drill on ash; `fields` is its body after `break`.
    func run(
        _ fields: String, breaking fault: String = "power-off", on hosts: String = "ash",
        unreachable: String? = nil
    )
        throws -> Run
    {
        let chapter = "```yaml {fault #drill on=\(hosts)}\nbreak: \(fault)\n\(fields)\n```\n"
        return try run(chapter: chapter, unreachable: unreachable)
    }

    func run(chapter: String, drills: Bool = true, unreachable: String? = nil) throws -> Run {
        let open = bench.open
        return try bench.run(
            try bench.plan(chapter), mode: .run, drills: drills, power: switches, events: events
        ) { (host: Steps.Host) async throws(Unreachable) in
            if host.name == unreachable { throw Unreachable(host: host.name, message: "no route") }
            return Stagehand(base: try await open(host))
        }
    }

    /// Whether a host is down.
    func isDown(_ host: String) -> Bool { bench.read("\(host)/down") != nil }

    /// The phases of the drill, in the order in which they were told.
    var phases: [String] { events.phases }

    /// What was told of a phase.
    func words(_ phase: String) -> String {
        events.all.compactMap { event in
            if case .drill(_, let told, _, let words) = event.what, told.rawValue == phase {
                words
            } else {
                nil
            }
        }.joined(separator: "\n")
    }

    /// Everything that is said to differ.
    var differences: String {
        events.all.compactMap { event in
            if case .hostFinished(_, _, let result) = event.what { result } else { nil }
        }.flatMap(\.differences).map(\.summary).joined(separator: "\n")
    }

    /// The titles of what was found besides.
    var evidence: [String] {
        events.all.compactMap { event in
            if case .hostFinished(_, _, let result) = event.what { result } else { nil }
        }.flatMap(\.evidence).map(\.title)
    }

    var notices: [String] {
        events.all.compactMap { if case .notice(let text) = $0.what { text } else { nil } }
    }

    /// Waits until a phase was told.
    func wait(for phase: String) async {
        while !phases.contains(phase) { try? await Task.sleep(for: .milliseconds(5)) }
    }
}

extension Events {
    /// The phases of drills, in the order in which they were told.
    var phases: [String] {
        all.compactMap { if case .drill(_, let phase, _, _) = $0.what { phase.rawValue } else { nil } }
    }

    func hasTold(of phase: String) -> Bool { phases.contains(phase) }
}

/// Power switches that keep a log.
final class Switches: Power {
    private struct State {
        var log: [String] = []
        var badStarts: Int
    }

    private let bench: Bench
    private let events: Events
    private let takeover: Duration?
    private let slowness: Duration
    private let state: Mutex<State>

    init(bench: Bench, events: Events, takeover: Duration?, badStarts: Int, slowness: Duration) {
        self.bench = bench
        self.events = events
        self.slowness = slowness
        self.takeover = takeover
        state = Mutex(State(badStarts: badStarts))
    }

    var log: [String] { state.withLock { $0.log } }

    func powerOff(_ host: Steps.Host) async throws {
        let known = try bench.journal.unhealedDrills().map(\.hostNames)
        state.withLock { $0.log.append("off \(host.name), known: \(known.joined())") }
        try await Task.sleep(for: slowness)
        touch("\(host.name)/down")
        guard let takeover else { return }
        Task {
            while !events.hasTold(of: "first bad answer") { try await Task.sleep(for: .milliseconds(5)) }
            try await Task.sleep(for: takeover)
            touch("served")
        }
    }

    func powerOn(_ host: Steps.Host) async throws {
        let isBad = state.withLock { state in
            state.log.append("on \(host.name)")
            state.badStarts -= 1
            return state.badStarts >= 0
        }
        if isBad { throw StageError() }
        try? FileManager.default.removeItem(atPath: "\(bench.directory)/\(host.name)/down")
    }

    func setLink(of host: Steps.Host, up: Bool) async throws {
        if up { try await powerOn(host) } else { try await powerOff(host) }
    }

    private func touch(_ path: String) {
        _ = FileManager.default.createFile(atPath: "\(bench.directory)/\(path)", contents: nil)
    }
}

struct StageError: Error, CustomStringConvertible {
    var description: String { "the switch is stuck" }
}

/// Plays systemd to the scripts of faults.
private struct Stagehand: Transport {
    let base: any Transport

    func ask(_ questions: [Request]) async throws(Unreachable) -> [Response] {
        try await base.ask(questions.map(staged))
    }

    func run(_ question: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
        async throws(Unreachable) -> Response
    {
        try await base.run(staged(question), output: output)
    }

    func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Response {
        try await base.upload(upload, user: user, timeout: timeout)
    }

    func close() async { await base.close() }

    private func staged(_ question: Request) -> Request {
        let text = question.script.text.replacing("/run/", with: "run/")
        return Request(Script(Self.systemd + text), user: nil, timeout: question.timeout)
    }

    private static let systemd = """
        systemctl() {
            printf '%s\\n' "systemctl $*" >>log
            case "$1 $2" in
            "stop --") touch down ;;
            "start --") rm -f down ;;
            "is-active --quiet") [ ! -e down ] ;;
            esac
        }
        systemd-run() { echo systemd-run >>log; cat run/labctl/*.sh >armed; }

        """
}
