import Testing

@testable import Steps

/// `--patience` reaches the limits that scripts have inside.
@Suite("A limit inside a script")
struct ScriptLimitTests {
    /// Every script that the examples of the reference page lead to.
    static var scripts: [String] {
        let host = CelticLab.morrigan
        return EvidenceTests.examples.flatMap { CelticLab.read($0 + "\n").contents }.flatMap { content in
            let probe = content.asking?.probe(on: host)
            let difference = Finding.differs([Difference("it differs")])
            return [probe?.script.text, probe?.joint?.question].compactMap { $0 }
                + (content.action?.commands(on: host, after: difference) ?? []).compactMap(Self.text)
                + (content.asking?.collectors(on: host) ?? []).map(\.script.text)
        } + [ArtifactScripts.want, ArtifactScripts.install]
    }

    private static func text(of command: Command) -> String? {
        switch command {
        case .run(let script), .runLocally(let script): script.text
        case .upload: nil
        }
    }

    @Test("is a number of the script nowhere, so that more patience stretches it")
    func none() {
        let limit = /(?:\btimeout|-timeout|--max-time|\+time|Lock::Timeout)(?: -k [0-9]+)?[ =][0-9]+/
        let found = Self.scripts.compactMap { $0.firstMatch(of: limit)?.output }
        #expect(found == [])
        #expect(Self.scripts.count { $0.contains("${LABCTL_PATIENCE:-1}") } > 5)
    }

    @Test("is three times as long with a patience of three", arguments: [1, 3])
    func seconds(factor: Int) throws {
        let shell = try RealShell()
        defer { shell.remove() }
        let script = "export LABCTL_PATIENCE=\(factor)\nbash -c 'echo \(Script.seconds(4))'"
        #expect(try shell.run(Script(script)).output == "\(4 * factor)\n")
    }
}
