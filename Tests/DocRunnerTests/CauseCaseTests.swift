import Foundation
import Testing

import Steps
@testable import DocRunner

/// Each folder of `Cases/causes` holds what is known of a failure and the reason that is named. One more case is one
/// more folder: `clues.txt` begins with outcome and host, then `differs:`, `message:` or `evidence:` and, behind `|`,
/// the text that belongs to it.
@Suite("A known cause")
struct CauseCaseTests {
    static let cases = ChapterCaseTests.cases.appending(path: "causes")

    static var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: cases.path)) ?? []).filter {
            !$0.hasPrefix(".")
        }
        .sorted()
    }

    @Test("is named as its folder says", arguments: names)
    func cause(_ name: String) throws {
        let folder = Self.cases.appending(path: name)
        let clues = try String(contentsOf: folder.appending(path: "clues.txt"), encoding: .utf8)
        let (host, result) = try #require(Self.result(clues))
        let cause = KnownCauses.cause(of: Clues(result, on: host))
        let verdict = HostResult(outcome: result.outcome, cause: cause).verdict?.rawValue ?? "no verdict"
        let found = "\(verdict)\n\(cause?.sentence ?? "no known cause")\n"
        let expected = try? String(contentsOf: folder.appending(path: "expected.txt"), encoding: .utf8)
        if found != expected, ProcessInfo.processInfo.environment["LABCTL_ACCEPT"] == "1" {
            try found.write(to: folder.appending(path: "expected.txt"), atomically: true, encoding: .utf8)
        }
        #expect(found == expected, "LABCTL_ACCEPT=1 accepts what is there now")
        #expect((cause?.sentence.count ?? 0) < 600, "a sentence, not what a host printed")
    }

    @Test("has a case of its own")
    func covered() throws {
        let used = try Self.names.compactMap { name -> String? in
            let text = try String(
                contentsOf: Self.cases.appending(path: "\(name)/clues.txt"), encoding: .utf8)
            guard let (host, result) = Self.result(text) else { return nil }
            let clues = Clues(result, on: host)
            return KnownCauses.concerning(clues).first { $0.explain(clues) != nil }?.name
        }
        let names = (KnownCauses.all + HostCauses.all).map(\.name)
        #expect(Set(names).count == names.count, "each has a name of its own")
        #expect(Set(names).subtracting(used) == [])
    }

    private static func result(_ text: String) -> (host: String, result: HostResult)? {
        let lines = text.split(separator: "\n")
        let head = lines.first?.split(separator: " ") ?? []
        guard head.count == 2, let outcome = Outcome(rawValue: String(head[0])) else { return nil }
        var result = HostResult(outcome: outcome)
        for line in lines.dropFirst() {
            let value = line.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? ""
            if line.hasPrefix("differs: ") { result.differences.append(Difference(value)) }
            if line.hasPrefix("message: ") { result.message = value }
            if line.hasPrefix("evidence: ") { result.evidence.append(Evidence(value, "")) }
            guard line.hasPrefix("  | ") else { continue }
            if result.evidence.isEmpty {
                result.differences[result.differences.count - 1].evidence += line.dropFirst(4) + "\n"
            } else {
                result.evidence[result.evidence.count - 1].text += line.dropFirst(4) + "\n"
            }
        }
        return (String(head[1]), result)
    }
}
