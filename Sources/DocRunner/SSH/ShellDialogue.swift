/// The jobs of a shell, and what its two streams have reported about them so far.
@SSHLoop
final class ShellDialogue {
    let stdout: ShellStream
    let stderr: ShellStream

    /// The jobs that it has not answered, the one it works on first.
    private(set) var jobs: [Job] = []
    /// It is ready for work.
    private(set) var isGreeted = false
    /// It gets no more work: a process of an earlier command may still print into its streams.
    private(set) var isRetired = false
    /// It is about to end rather than read what is left of a job's feed.
    private(set) var isDeaf = false

    init(nonce: String) {
        stdout = ShellStream(.standardOutput, nonce: nonce)
        stderr = ShellStream(.standardError, nonce: nonce)
    }

    /// How many bytes came that nobody wanted.
    var wasted: Int { stdout.wasted + stderr.wasted }

    /// How many bytes came while no job was there to take them.
    var noise: Int { stdout.noise + stderr.noise }

    /// A job was sent.
    func expect(_ job: Job) {
        jobs.append(job)
        stdout.expect(job)
        stderr.expect(job)
    }

    /// Removes and returns its jobs, when the shell has ended or could not be started.
    func surrender() -> [Job] {
        defer { jobs = [] }
        return jobs
    }

    /// Removes the job that it works on.
    func surrenderFirst() -> Job? { jobs.isEmpty ? nil : jobs.removeFirst() }

    /// Removes the last job.
    func surrenderLast() -> Job? { jobs.popLast() }

    func retire() { isRetired = true }

    /// The rest of a feed is not sent.
    func deafen() {
        isDeaf = true
        retire()
    }

    /// Its job's time runs, once it is ready.
    func startClock() {
        if isGreeted { jobs.first?.startClock() }
    }

    /// Takes the next bytes of a stream.
    func hear(_ bytes: [UInt8], on stream: ShellStream) {
        for piece in stream.scan(bytes) {
            switch piece {
            case .output(let output): stream.take(output)
            case .marker(let marker): obey(marker, in: stream)
            }
        }
    }

    private func obey(_ marker: BashProtocol.Marker, in stream: ShellStream) {
        switch marker {
        case .greeting:
            stream.greet()
            isGreeted = true
        case .begin(let group):
            stream.job?.begin(group: group)
        case .end(let status, let leftovers):
            let job = stream.finishJob()
            job?.endOutput(status: status)
            if leftovers { retire() }
            if job?.feed != nil, status != 0 { deafen() }
        case .endOfErrors:
            stream.finishJob()?.endErrors()
        }
        while let first = jobs.first, first.hasEnded { jobs.removeFirst() }
        startClock()
    }
}
