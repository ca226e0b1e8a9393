import Foundation
import Steps
import Testing

@testable import DocRunner

/// Probes that ask which of a shop's goods are there, in a real bash; the shop counts how often it is asked.
@Suite("Requests that are asked together")
struct JointRequestTests {
    private let shop = NSTemporaryDirectory() + "labctl-shop-\(UUID().uuidString)"
    private let hosts = [Host(name: "ash", address: "127.0.0.1", roles: [])]

    init() throws {
        try FileManager.default.createDirectory(atPath: shop, withIntermediateDirectories: true)
        try "apple\nplum\n".write(toFile: "\(shop)/goods", atomically: true, encoding: .utf8)
    }

    @Test("are asked once, and each answer finds its way")
    func once() async throws {
        let found = await answers(to: ["apple", "plum"].map { inquiry(about: $0) })
        #expect(found == ["apple": "apple is there", "plum": "plum is there"])
        #expect(visits == ["apple plum"])
    }

    @Test("leave those that cannot be told to be asked by themselves")
    func alone() async throws {
        let found = await answers(to: ["apple", "fig", "plum"].map { inquiry(about: $0) })
        #expect(found == ["apple": "apple is there", "fig": "no fig", "plum": "plum is there"])
        #expect(visits == ["apple fig plum", "fig"])
    }

    @Test("are for several: one alone is asked as it is")
    func single() async throws {
        _ = await answers(to: [inquiry(about: "apple")])
        #expect(visits == ["apple"])
    }

    @Test("are asked one by one where the whole was cut short")
    func cutShort() async throws {
        var inquiries = ["apple", "plum"].map { inquiry(about: $0) }
        for index in inquiries.indices { inquiries[index].joint?.question = "kill -9 $BASHPID\n" }
        let found = await answers(to: inquiries)
        #expect(found == ["apple": "apple is there", "plum": "plum is there"])
        #expect(visits.sorted() == ["apple", "plum"])
    }

    @Test("are asked by themselves where the middle of a long answer is left out")
    func leftOut() throws {
        let members = ["apple", "plum", "fig"].map {
            JointRequests.Member(
                key: $0, request: Request(Script(""), user: nil, timeout: .seconds(1)),
                joint: JointQuestion(gathering: "", question: "", answer: ""))
        }
        let group = try #require(JointRequests(of: members).groups.first)
        let mark = group.mark
        let text = """

            \(mark)0
            apple is there
            === 0 1
            === 1

            \(mark)0 0

            \(mark)1
            plum is
            … 300000 bytes left out …
            is there

            \(mark)2 0

            """
        #expect(
            group.answers(in: Response(Reply(status: 0, output: text)))
                == ["apple": Response(Reply(status: 0, output: "apple is there\n=== 0 1\n=== 1\n"))])
        #expect(
            try #require(JointRequests(of: members).groups.first).mark != mark, "it is another one each time"
        )
    }

    private func inquiry(about fruit: String) -> Inquiry {
        Inquiry(
            host: hosts[0],
            script: Script(
                """
                echo \(fruit) >>visits
                grep -qx \(fruit) goods && echo \(fruit) is there || echo no \(fruit)
                """),
            timeout: .seconds(10),
            joint: JointQuestion(
                gathering: "wanted+=' \(fruit)'\n", question: "echo $wanted >>visits; goods=$(cat goods)\n",
                answer: """
                    [[ $goods == *\(fruit)* ]] || exit \(JointQuestion.cannotTell)
                    echo \(fruit) is there

                    """))
    }

    private func answers(to inquiries: [Inquiry]) async -> [String: String] {
        let connections = Connections { [shop] _ throws(Unreachable) in
            LocalTransport(directory: shop, isAllowed: { true })
        }
        let answers = await Inquirer(connections: connections).answers(to: inquiries)
        return answers.reduce(into: [:]) { found, pair in
            guard case .success(let answer) = pair.value else { return }
            let output = answer.reply.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let words = output.split(separator: " ").map(String.init)
            found[words.first { $0 != "no" } ?? ""] = output
        }
    }

    private var visits: [String] {
        let text = (try? String(contentsOfFile: "\(shop)/visits", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }
}
