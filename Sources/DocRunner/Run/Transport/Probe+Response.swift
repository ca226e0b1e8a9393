import Steps

extension Probe {
    /// What an answer means; one that was cut short holds nothing.
    func finding(from answer: Response) -> Finding {
        if let reason = answer.cutShort {
            return .differs([
                Difference("no answer to the question: \(reason)", evidence: answer.reply.complaint)
            ])
        }
        return judge(answer.reply)
    }
}
