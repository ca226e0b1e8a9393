/// `http`: a web server answers as it should; the host itself asks, by curl(1).
struct HTTPMatcher: Matcher {
    let url: String
    let status: Int
    let body: String?
    let settings: [(name: String, value: String)]

    static let documentation = MatcherDocumentation(
        "http", "URL", states: "a web server answers, asked from the host by curl, within ten seconds",
        options: [
            .init("status", "number", "the status of the answer; 200 by default"),
            .init("body", "text", "what occurs in the body of the answer"),
            .init("ca", "path", "the certificate authority to trust, on the host"),
            .init("cert", "path", "the client's certificate, on the host"),
            .init("key", "path", "the client's key, on the host"),
            .init("header", "text", "a line to send with the request: `Host: web.example`"),
        ],
        example: """
            http: https://10.0.0.39:6443/healthz
            ca: /etc/kubernetes/pki/ca.crt
            body: ok
            """)

    init(from fields: inout Fields) {
        url =
            fields.url(
                "http", beginning: ["http://", "https://"], "a URL that begins with http:// or https://",
                isRequired: true) ?? ""
        status = fields.integer("status", in: 100...599) ?? 200
        body = fields.text("body").map { String($0.trimmingLineEnds) }
        let options = [("ca", "cacert"), ("cert", "cert"), ("key", "key")]
        settings =
            [("url", url)] + options.compactMap { name, option in fields.path(name).map { (option, $0) } }
            + (fields.header("header").map { [("header", $0)] } ?? [])
    }

    /// URL and header may hold a secret: they go over standard input, where no process list shows them.
    var script: String {
        let config = "globoff\n" + settings.map { "\($0.name) = \(CurlConfig.quote($0.value))\n" }.joined()
        return
            "curl -sS -i --max-time \(Script.seconds(10)) --config - 2>&1 <<<\(Script.quote(config))"
    }

    var title: String { url }

    func finding(_ answer: Reply) -> Finding {
        if let broken = answer.brokenCommand(expecting: 0) { return broken }
        // Of a long answer the middle is left out (`Questionnaire`); of an endless one curl gives up the rest.
        let isCut = answer.isCut && answer.output.hasPrefix("HTTP/")
        guard answer.status == 0 || isCut else {
            return .differs([Difference("\(url) does not answer", evidence: answer.complaint)])
        }
        let code = answer.output.split(separator: " ", maxSplits: 2).dropFirst().first.map { $0.prefix(3) }
        guard code == "\(status)" else {
            return .differs([
                Difference(
                    "\(url) answers \(code ?? "nothing known"), not \(status)", evidence: answer.output)
            ])
        }
        let text = answer.output.replacing("\r\n", with: "\n")
        let received = text.firstRange(of: "\n\n").map { text[$0.upperBound...] } ?? ""
        if let body, !received.contains(body) {
            return .differs([
                Difference(
                    "\(isCut ? "beginning and end of " : "")the answer of \(url) \(isCut ? "do" : "does") not contain `\(body)`",
                    evidence: String(received))
            ])
        }
        return .holds(seen: String(received.trimmingSpaces))
    }
}

extension Fields {
    /// One line of a request's header. One that begins with `@` names a file, and curl sends what is in it.
    fileprivate mutating func header(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        let line = String(text.trimmingLineEnds)
        if !line.hasPrefix("@"), line.isPrintableLine { return line }
        reportValue(name, line.hasPrefix("@") ? "@…" : "…", "one line such as `Host: web.example`")
        return nil
    }
}
