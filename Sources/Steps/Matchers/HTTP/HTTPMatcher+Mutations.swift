extension HTTPMatcher {
    /// The server stops, or is out of reach where it is another host's.
    func mutations(on host: Host) -> [Mutation] {
        guard let (name, port) = endpoint else { return [] }
        return [NetworkMutations.closed(port: port, of: name, on: host)]
    }

    /// No answer, another status, another body where one is wanted.
    func falseAnswers(to answer: Reply) -> [FalseAnswer] {
        let head = answer.output.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = head.count > 1 ? "\n" + head[1] : ""
        var lies = [
            FalseAnswer("\(title): the exit status is 7", Reply(status: 7, output: answer.output)),
            FalseAnswer("\(title): the answer is 500", Reply(status: 0, output: "HTTP/2 500 \(rest)")),
        ]
        if body != nil {
            lies.append(
                FalseAnswer("\(title): the body is empty", Reply(status: 0, output: "\(head[0])\n\n")))
        }
        return lies
    }

    /// The host and port of the URL (RFC 3986, 3.2).
    private var endpoint: (name: String, port: Int)? {
        guard let match = url.firstMatch(of: /^(https?):\/\/(?:\[([^\]]+)\]|([^\/:?#]+))(?::([0-9]+))?/)
        else {
            return nil
        }
        let name = match.2 ?? match.3 ?? ""
        return (String(name), match.4.flatMap { Int($0) } ?? (match.1 == "https" ? 443 : 80))
    }
}
