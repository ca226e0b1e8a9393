import Steps

/// Questions to one host of which several are asked as one, and what each of them would have been answered.
struct JointQuestions<Key: Hashable & Sendable>: Sendable {
    /// Something that a probe wants to know, and how it can be asked together with others.
    struct Member: Sendable {
        var key: Key
        var question: Question
        var joint: JointQuestion?
    }

    /// What is asked.
    let questions: [Question]

    /// Whose answers each question brings.
    private let keys: [[Key]]

    /// Finds those that can be asked together; one that has no like is left out.
    init(of members: [Member]) {
        var groups: [[Member]] = []
        var known: [Kinship: Int] = [:]
        for member in members {
            guard let joint = member.joint else { continue }
            let kinship = Kinship(question: joint.question, user: member.question.user)
            if let group = known[kinship] {
                groups[group].append(member)
            } else {
                known[kinship] = groups.count
                groups.append([member])
            }
        }
        groups = groups.filter { $0.count > 1 }
        questions = groups.map(Self.question)
        keys = groups.map { $0.map(\.key) }
    }

    private struct Kinship: Hashable {
        let question: String
        let user: String?
    }

    /// All who are asked together with others.
    var members: Set<Key> { Set(keys.joined()) }

    /// What the scripts of those who are told would have answered; who is not in it is to be asked by itself.
    func answers(in answers: [Answer]) -> [Key: Answer] {
        zip(keys, answers).reduce(into: [:]) { $0.merge(Self.parts(of: $1.1, for: $1.0)) { $1 } }
    }

    private static func question(_ members: [Member]) -> Question {
        let joints = members.compactMap(\.joint)
        let answers = joints.enumerated().map { index, joint in
            "( \(joint.answer)); printf '\\n\(mark)%s %s\\n' \(index) $?\n"
        }
        let script = joints.map(\.gathering).joined() + (joints.first?.question ?? "") + answers.joined()
        return Question(
            Script(script), user: members[0].question.user,
            timeout: members.map(\.question.timeout).max() ?? members[0].question.timeout)
    }

    /// Ends the answer to each part, before its number and its status.
    private static var mark: String { "=== " }

    private static func parts(of answer: Answer, for keys: [Key]) -> [Key: Answer] {
        guard answer.succeeded else { return [:] }
        var parts: [Key: Answer] = [:]
        var lines: [Substring] = []
        for line in answer.reply.output.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix(mark) else {
                lines.append(line)
                continue
            }
            let words = line.dropFirst(mark.count).split(separator: " ").compactMap { Int($0) }
            if words.count == 2, keys.indices.contains(words[0]), words[1] != JointQuestion.cannotTell {
                parts[keys[words[0]]] = Answer(
                    Reply(status: words[1], output: lines.joined(separator: "\n")))
            }
            lines = []
        }
        return parts
    }
}
