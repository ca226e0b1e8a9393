/// One of a shell's two streams: its output belongs to the first job whose end it has not reported.
@SSHLoop
final class ShellStream {
    /// How much of what comes before the greeting is kept as evidence.
    private static let evidence = 4096

    private let name: OutputStream
    private var scanner: MarkerScanner
    private var jobs: [Job] = []
    private var isGreeted = false

    /// Output before the first job: messages of the login, or the reason why there is no shell.
    private(set) var preamble: [UInt8] = []

    /// How many bytes came after the end of the last job.
    private(set) var noise = 0

    /// How many bytes came that nobody wanted.
    private(set) var wasted = 0

    init(_ name: OutputStream, nonce: String) {
        self.name = name
        scanner = MarkerScanner(nonce: nonce)
    }

    /// The job that it speaks of now.
    var job: Job? { jobs.first }

    func expect(_ job: Job) { jobs.append(job) }

    func scan(_ bytes: [UInt8]) -> [MarkerScanner.Piece] { scanner.scan(bytes) }

    func greet() { isGreeted = true }

    /// Output before the greeting is evidence. Output after the end of the last job belongs to no job. A job's first output may overtake
    /// the marker of its beginning.
    func take(_ output: ArraySlice<UInt8>) {
        guard isGreeted else {
            preamble += output.prefix(Self.evidence - preamble.count)
            return
        }
        if job?.isListening != true { wasted += output.count }
        guard let job else { return noise += output.count }
        job.take(output, name)
    }

    func finishJob() -> Job? { jobs.isEmpty ? nil : jobs.removeFirst() }
}
