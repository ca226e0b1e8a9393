import PlainText
import Steps
import Synchronization

/// Turns the raw bytes that a host prints into events: cleaned, redacted, whole lines, and not without end.
final class OutputForwarder: Sendable {
    /// Bytes of text that one step on one host may put into events.
    static let limit = 64 << 10

    private struct State {
        var text: [HostStream: HostText] = [.output: HostText(), .error: HostText()]
        var redactors: [HostStream: Redactor]
        var partial: [HostStream: String] = [:]
        var sent = 0
    }

    private let step: String
    private let host: String
    private let recorder: Recorder
    /// Whether nothing of it may be shown.
    private let isSecret: Bool
    private let state: Mutex<State>

    init(step: String, host: String, recorder: Recorder, redactor: Redactor, isSecret: Bool = false) {
        self.step = step
        self.host = host
        self.recorder = recorder
        self.isSecret = isSecret
        state = Mutex(State(redactors: [.output: redactor, .error: redactor]))
    }

    /// Takes the next bytes of a stream.
    func receive(_ stream: HostStream, _ bytes: [UInt8]) {
        if isSecret { return }
        state.withLock { state in
            if state.sent > Self.limit { return }
            let clean = state.text[stream]?.feed(bytes) ?? ""
            let safe = state.redactors[stream]?.feed(clean) ?? ""
            state.partial[stream, default: ""] += safe
            guard let end = state.partial[stream]?.lastIndex(of: "\n"), let text = state.partial[stream]
            else { return }
            state.partial[stream] = String(text[text.index(after: end)...])
            send(String(text[...end]), of: stream, &state)
        }
    }

    /// Sends what is left without a line end.
    func finish() {
        state.withLock { state in
            for stream in [HostStream.output, .error] {
                let rest = state.text[stream]?.finish() ?? ""
                var text = (state.partial[stream] ?? "") + (state.redactors[stream]?.feed(rest) ?? "")
                text += state.redactors[stream]?.finish() ?? ""
                state.partial[stream] = ""
                if !text.isEmpty { send(text, of: stream, &state) }
            }
        }
    }

    private func send(_ text: String, of stream: HostStream, _ state: inout State) {
        guard state.sent <= Self.limit else { return }
        state.sent += text.utf8.count
        recorder.add(.output(step: step, host: host, stream: stream, text: text))
        if state.sent > Self.limit {
            recorder.add(.notice("\(host): step `\(step)` prints a great deal; the rest is left out here"))
        }
    }
}
