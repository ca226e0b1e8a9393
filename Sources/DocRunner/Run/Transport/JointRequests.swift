import Steps

/// Requests to one host of which several are asked as one, and what each of them would have been answered.
struct JointRequests<Key: Hashable & Sendable>: Sendable {
    /// Something that a probe wants to know, and how it can be asked together with others.
    struct Member: Sendable {
        var key: Key
        var request: Request
        var joint: JointQuestion?
    }

    /// The questions that are asked together.
    struct Group: Sendable {
        /// The question.
        let request: Request
        /// Whose answers it brings, in their order.
        let keys: [Key]
        /// Begins and ends the answer to each part, before its number and, at the end, its status. Nothing that is printed
        /// can hold it: it is another one each time.
        let mark: String
    }

    /// The questions, each with the members for which it is asked.
    let groups: [Group]

    /// Finds those that can be asked together; one that has no like is left out.
    init(of members: [Member]) {
        var families: [[Member]] = []
        var known: [Kinship: Int] = [:]
        for member in members {
            guard let joint = member.joint else { continue }
            let kinship = Kinship(question: joint.question, user: member.request.user)
            if let family = known[kinship] {
                families[family].append(member)
            } else {
                known[kinship] = families.count
                families.append([member])
            }
        }
        groups = families.filter { $0.count > 1 }.map(Group.init)
    }

    private struct Kinship: Hashable {
        let question: String
        let user: String?
    }

    /// All members that are asked together with others.
    var members: Set<Key> { Set(groups.flatMap(\.keys)) }
}

extension JointRequests.Group {
    fileprivate init(_ members: [JointRequests.Member]) {
        let joints = members.compactMap(\.joint)
        let mark = "=== \(UInt64.random(in: .min ... .max)) "
        self.mark = mark
        let answers = joints.enumerated().map { index, joint in
            """
            printf '\\n\(mark)%s\\n' \(index)
            ( \(joint.answer)); printf '\\n\(mark)%s %s\\n' \(index) $?

            """
        }
        let script = joints.map(\.gathering).joined() + (joints.first?.question ?? "") + answers.joined()
        request = Request(
            Script(script), user: members[0].request.user,
            timeout: members.map(\.request.timeout).max() ?? .zero)
        keys = members.map(\.key)
    }

    /// The answers for the questions that the joint script has answered. A question that is missing here must
    /// be asked separately. If the middle of a long answer was left out, a question without both of its marks
    /// is missing, too.
    func answers(in answer: Response) -> [Key: Response] {
        guard answer.succeeded else { return [:] }
        var parts: [Key: Response] = [:]
        var open: Int?
        var lines: [Substring] = []
        for line in answer.reply.output.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix(mark) else {
                lines.append(line)
                continue
            }
            let words = line.dropFirst(mark.count).split(separator: " ").compactMap { Int($0) }
            if words.count == 2, words[0] == open, keys.indices.contains(words[0]),
                words[1] != JointQuestion.cannotTell
            {
                parts[keys[words[0]]] = Response(
                    Reply(status: words[1], output: lines.joined(separator: "\n")))
            }
            open = words.count == 1 ? words[0] : nil
            lines = []
        }
        return parts
    }
}
