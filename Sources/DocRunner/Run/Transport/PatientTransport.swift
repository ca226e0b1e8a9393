public import Steps

/// A host that is given more time than usual: each question may take so many times as long as it says.
///
/// Scripts that have limits of their own find the factor, rounded up, in the environment (`Script.seconds`).
public struct PatientTransport: Transport {
    private let base: any Transport
    private let scale: TimeScale

    /// A transport over another one.
    public init(_ base: any Transport, scale: TimeScale) {
        self.base = base
        self.scale = scale
    }

    /// A transport with so much time, which is the same one where that is the usual time.
    public static func over(_ base: any Transport, _ scale: TimeScale) -> any Transport {
        scale == .usual ? base : PatientTransport(base, scale: scale)
    }

    /// Asks, with more time.
    public func ask(_ questions: [Question]) async throws(Unreachable) -> [Answer] {
        try await base.ask(questions.map(stretched))
    }

    /// Carries out, with more time.
    public func run(_ question: Question, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
        async throws(Unreachable) -> Answer
    {
        try await base.run(stretched(question), output: output)
    }

    /// Writes a file, with more time.
    public func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Answer
    {
        try await base.upload(upload, user: user, timeout: scale.stretch(timeout))
    }

    /// Ends the connection.
    public func close() async { await base.close() }

    private func stretched(_ question: Question) -> Question {
        var question = question
        question.timeout = scale.stretch(question.timeout)
        question.hurriedTimeout = question.hurriedTimeout.map(scale.stretch)
        let factor = "\(Script.patienceVariable)=\(Int(scale.factor.rounded(.up)))"
        question.script.text = "export \(factor)\n" + question.script.text
        return question
    }
}
