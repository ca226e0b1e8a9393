import DocRunner
import Steps

/// A host whose login user may use sudo(8): what names no other user is carried out as root.
struct RootTransport: Transport {
    private let base: any Transport

    init(_ base: any Transport) { self.base = base }

    func ask(_ questions: [Question]) async throws(Unreachable) -> [Answer] {
        try await base.ask(questions.map(asRoot))
    }

    func run(_ question: Question, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
        async throws(Unreachable) -> Answer
    {
        try await base.run(asRoot(question), output: output)
    }

    func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Answer {
        try await base.upload(upload, user: user ?? "root", timeout: timeout)
    }

    func close() async { await base.close() }

    private func asRoot(_ question: Question) -> Question {
        var question = question
        question.user = question.user ?? "root"
        return question
    }
}
