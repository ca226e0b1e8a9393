/// What openssl prints of a certificate (openssl-x509(1), `-text`).
struct CertificateText {
    private let lines: [String]

    /// Reads the lines of an answer.
    init(_ answer: String) { lines = answer.split(separator: "\n").map { String($0.trimmingSpaces) } }

    /// What is wrong with a certificate, a sentence each; `tomorrow` is `20261123110454`, UTC.
    func sentences(wanted: PkiFile.Certificate, issuer: String, tomorrow: String) -> [String] {
        guard let subject = name("Subject:") else { return ["\(wanted.path) is no certificate"] }
        var sentences: [String] = []
        if subject != wanted.subject, !isFor(wanted.subject) {
            sentences.append("\(wanted.path) is for \(subject), not for \(wanted.subject)")
        }
        if let found = name("Issuer:"), found != "/CN=\(issuer)" {
            sentences.append("\(wanted.path) was issued by \(found), not by /CN=\(issuer)")
        }
        let names = after("X509v3 Subject Alternative Name")
        let missing = zip(wanted.shownNames, wanted.names).filter { !names.contains($0.0) }.map(\.1)
        let surplus = names.filter { !wanted.shownNames.contains($0) }
        if !missing.isEmpty {
            sentences.append("\(wanted.path) does not name \(missing.joined(separator: ", "))")
        }
        if !surplus.isEmpty {
            sentences.append("\(wanted.path) names \(surplus.joined(separator: ", ")) too")
        }
        if after("X509v3 Extended Key Usage") != wanted.usages.map(\.shown) {
            sentences.append("\(wanted.path) is not for usage `\(wanted.usage)`")
        }
        if lastMoment < tomorrow { sentences.append("\(wanted.path) has expired or does within a day") }
        if !lines.contains("key fits") { sentences.append("\(wanted.key) is not the key of \(wanted.path)") }
        return sentences
    }

    /// Whether the subject is this one. openssl-storeutl(1) parts attributes by `, ` alone, whatever is in them, and
    /// writes bytes outside ASCII as `\\xC3`: so what is wanted is written in its way.
    private func isFor(_ wanted: String) -> Bool {
        guard let line = lines.first(where: { $0.hasPrefix("Subject:") }) else { return false }
        let shown = line.dropFirst("Subject:".count).trimmingSpaces.replacing(" = ", with: "=")
        let asked = wanted.dropFirst().split(separator: "/").joined(separator: ", ").utf8.map { byte in
            byte < 0x80 ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16).uppercased()
        }
        return shown == asked.joined()
    }

    /// A distinguished name as openssl takes it: `/O=a, b/CN=c`, from `O = "a, b", CN = c` or, since 3.2,
    /// `O="a, b", CN=c`.
    private func name(_ prefix: String) -> String? {
        guard let line = lines.first(where: { $0.hasPrefix(prefix) }) else { return nil }
        let (comma, mark) = (UInt8(ascii: ","), UInt8(ascii: "\""))
        var isQuoted = false
        let attributes = Substring(line.dropFirst(prefix.count)).utf8.split { byte in
            if byte == mark { isQuoted.toggle() }
            return byte == comma && !isQuoted
        }
        return attributes.map { attribute in
            let parts = Substring(attribute).split(separator: "=", maxSplits: 1).map(\.trimmingSpaces)
            return "/"
                + parts.map { $0.hasPrefix("\"") ? $0.dropFirst().dropLast() : $0 }.joined(separator: "=")
        }.joined()
    }

    /// `20291122120203` from `Not After : Nov 22 12:02:03 2029 GMT`; empty where there is none.
    private var lastMoment: String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let words = (lines.first { $0.hasPrefix("Not After : ") } ?? "").split(separator: " ").map(
            String.init)
        guard words.count >= 7, let month = months.firstIndex(of: words[3]) else { return "" }
        let digits = [String(month + 1), words[4]].map { $0.count < 2 ? "0" + $0 : $0 }
        return words[6] + digits.joined() + words[5].filter { $0 != ":" }
    }

    private func after(_ heading: String) -> [String] {
        guard let index = lines.firstIndex(where: { $0.hasPrefix(heading) }), index + 1 < lines.count else {
            return []
        }
        return lines[index + 1].split(separator: ", ").map(String.init)
    }
}
