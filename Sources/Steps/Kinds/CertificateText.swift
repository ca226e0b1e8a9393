/// What openssl-x509(1) prints of a certificate.
struct CertificateText {
    private let lines: [String]

    /// Reads the lines of an answer.
    init(_ answer: String) { lines = answer.split(separator: "\n").map { String($0.trimmingSpaces) } }

    /// What is wrong with a certificate, a sentence each.
    func sentences(wanted: PkiFile.Certificate, issuer: String) -> [String] {
        guard let subject = value("subject=") else { return ["\(wanted.path) is no certificate"] }
        var sentences: [String] = []
        if subject != wanted.subject {
            sentences.append("\(wanted.path) is for \(subject), not for \(wanted.subject)")
        }
        if let found = value("issuer="), found != "/CN=\(issuer)" {
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
        if !lines.contains("Certificate will not expire") {
            sentences.append("\(wanted.path) has expired or does within a day")
        }
        if !lines.contains("key fits") { sentences.append("\(wanted.key) is not the key of \(wanted.path)") }
        return sentences
    }

    private func value(_ prefix: String) -> String? {
        lines.first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }

    private func after(_ heading: String) -> [String] {
        guard let index = lines.firstIndex(where: { $0.hasPrefix(heading) }), index + 1 < lines.count else {
            return []
        }
        return lines[index + 1].split(separator: ", ").map(String.init)
    }
}
