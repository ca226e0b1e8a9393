import Foundation
import Testing

@testable import Steps

@Suite("Secrets in other forms")
struct RedactorFormTests {
    private static let secret = "s3cr&t \"w/o\" $end's"

    @Test("A secret is hidden in base64, whatever stands before and behind it", arguments: 0..<7)
    func base64(before: Int) {
        let text = String(repeating: "x", count: before) + Self.secret + "yz"
        let encoded = Data(text.utf8).base64EncodedString()
        let shown = Redactor([Self.secret]).redact("token: \(encoded)\n")
        #expect(shown.hasPrefix("token: "))
        // Only the characters that the neighbours have a part in are left.
        #expect(shown.replacing(Redactor.mark, with: "").utf8.count <= 8 + (before + 2 + 2) / 3 * 4 + 4)
    }

    @Test("Base64 that is broken over lines and indented is hidden", arguments: [0, 1, 2, 3, 74, 75, 76])
    func wrapped(before: Int) {
        let secret = String((0..<90).map { "abcdefghijklmnopqrstuvwxyz0123456789"[$0 * 7 % 36] })
        let text = String(repeating: "-", count: before) + secret
        let encoded = Data(text.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithLineFeed,
        ])
        let shown = Redactor([secret]).redact("  " + encoded.replacing("\n", with: "\n  ") + "\nend\n")
        let whole = Data(secret.utf8).base64EncodedString()
        for start in stride(from: 8, to: whole.utf8.count - 16, by: 8) {
            let piece = whole.dropFirst(start).prefix(8)
            #expect(before % 3 != 0 || !shown.contains(piece), "\(piece) in \(shown)")
        }
        #expect(shown.hasSuffix("end\n"))
        #expect(shown.utf8.count < 40 + before * 3 / 2)
    }

    @Test(
        "A secret is hidden as others write it",
        arguments: [
            "s3cr%26t%20%22w%2Fo%22%20%24end%27s", "s3cr%26t+%22w%2Fo%22+%24end%27s",
            "s3cr%26t%20%22w%2fo%22%20%24end%27s", "s3cr&t \\\"w/o\\\" $end's", "s3cr&t \\\"w\\/o\\\" $end's",
            "s3cr\\u0026t \\\"w/o\\\" $end's", "s3cr&amp;t &quot;w/o&quot; $end&#39;s",
            "s3cr&t \"w/o\" $end'\\''s", "s3cr&t \\\"w/o\\\" \\$end's", "s3cr\\&t\\ \\\"w/o\\\"\\ \\$end\\'s",
        ])
    func escaped(text: String) {
        #expect(Redactor([Self.secret]).redact("<\(text)>") == "<•••>")
    }

    @Test("What bash and python make of it is hidden")
    func real() throws {
        let shell = try RealShell()
        defer { shell.remove() }
        let script = """
            secret=\(Script.quote(Self.secret))
            printf '%q\\n' "$secret"
            base64 <<<"$secret"
            printf 'user:%s' "$secret" | base64 -w0; echo
            (set -x; : "$secret") 2>&1
            export secret; python3 -c '
            import html, json, os, urllib.parse
            s = os.environ["secret"]
            print(json.dumps({"s": s}), html.escape(s), urllib.parse.quote(s), urllib.parse.quote_plus(s), repr(s))'
            """
        let reply = try shell.run(Script(script))
        #expect(reply.status == 0, "\(reply.errorOutput)")
        let shown = Redactor([Self.secret]).redact(reply.output)
        for part in ["s3cr", "end", "czNj", "ZW5k"] { #expect(!shown.contains(part), "\(shown)") }
    }

    @Test("A private key is hidden from the end of its first line on, however it is cut", arguments: 1...9)
    func privateKey(size: Int) {
        let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc+/=\n-----END RSA PRIVATE KEY-----\n"
        let text = "before\n\(key)after -----BEGIN CERTIFICATE-----\nMIIC\n"
        let expected = "before\n-----BEGIN RSA PRIVATE KEY-----•••\nafter -----BEGIN CERTIFICATE-----\nMIIC\n"
        var redactor = Redactor([])
        var shown = "", rest = text[...]
        while !rest.isEmpty {
            shown += redactor.feed(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        #expect(shown + redactor.finish() == expected)
        #expect(Redactor([]).redact(expected) == expected, "what is masked stays as it is")
    }

    @Test(
        "A password that looks like the edge of a key is hidden",
        arguments: ["-----END:swordfish", "-----BEGIN swordfish-----", "one line\n-----END:swordfish"])
    func edge(secret: String) {
        #expect(!Redactor([secret]).redact("so: \(secret)\n").contains("swordfish"))
    }

    @Test("The edges of a key alone are shown")
    func edges() {
        let key = "-----BEGIN SECRET-----\nswordfish\n-----END SECRET-----\n"
        #expect(
            Redactor([key]).redact(key)
                == "-----BEGIN SECRET-----\n\(Redactor.mark)\n-----END SECRET-----\n")
    }

    @Test("A private key in JSON, or without an end, is hidden")
    func odd() {
        let json = #"{"key":"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n","a":1}"#
        #expect(Redactor([]).redact(json) == #"{"key":"-----BEGIN PRIVATE KEY-----•••\n","a":1}"#)
        #expect(
            Redactor([]).redact("-----BEGIN EC PRIVATE KEY-----\nMHc") == "-----BEGIN EC PRIVATE KEY-----•••")
        #expect(Redactor([]).redact("-----BEGIN PUBLIC KEY-----\nMHc") == "-----BEGIN PUBLIC KEY-----\nMHc")
    }

    @Test("Hundreds of secrets in a long text take no more than a moment")
    func many() {
        let secrets = (0..<200).map { "password-number-\($0)-of-many" }
        let text = String(repeating: "password-number-77-of-man password-number-", count: 3000)
        let began = ContinuousClock.now
        #expect(Redactor(secrets).redact(text) == text)
        #expect(ContinuousClock.now - began < .seconds(20), "about a second where nothing else runs")
    }
}

extension String {
    fileprivate subscript(index: Int) -> Character { self[self.index(startIndex, offsetBy: index)] }
}
