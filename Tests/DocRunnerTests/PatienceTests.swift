import DocRunner
import Steps
import Testing

/// What `--patience` does to limits, told without a clock: questions and how often they are asked.
@Suite("More time for a slow computer")
struct PatienceTests {
    @Test("is given to each question, and told to its script")
    func questions() async throws {
        let scale = try #require(TimeScale(written: "2.5"))
        let asked = Request(Script("echo ${LABCTL_PATIENCE:-1}"), user: nil, timeout: .seconds(10))
        let transport = Interposed(base: LocalTransport(directory: "/", isAllowed: { true })) {
            questions, answers in
            #expect(questions.map(\.timeout) == [.seconds(25)])
            return answers
        }
        let answers = try await PatientTransport(transport, scale: scale).ask([asked])
        #expect(answers.map(\.reply.output) == ["3\n"])
    }

    @Test("is a number from 1 to 100", arguments: ["0", "0.5", "101", "-3", "three", "", "nan", "inf"])
    func refused(text: String) { #expect(TimeScale(written: text) == nil) }

    @Test("is what a step that was ended at its limit is told to ask for")
    func advice() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let events = Events()
        let plan = try bench.plan("```bash {run #slow on=ash timeout=200ms creates=never}\nsleep 60\n```")
        _ = try await bench.run(plan, mode: .run, events: events).carryOut()
        let result = try #require(
            events.all.lazy.compactMap { event in
                if case .hostFinished(_, _, let result) = event.what { result } else { nil }
            }.first)
        #expect(result.message.contains("a longer `timeout=`") && result.message.contains("--patience 3"))
        #expect(result.evidence.contains { $0.title == "load" && $0.text.contains("processors") })
        #expect(result.verdict == .labIsBroken, "nobody knows that the student did anything wrong")
    }
}
