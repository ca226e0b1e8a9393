import Foundation
import Testing

@testable import Steps

@Suite("Faults")
struct FaultTests {
    @Test("Every fault has one file, one line in the list and a folder of cases")
    func list() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../Sources/Steps/Faults")
        let files = try FileManager.default.contentsOfDirectory(atPath: sources.path)
            .filter { $0.hasSuffix("Fault.swift") && $0 != "Fault.swift" }
        #expect(files.count == Faults.all.count)
        #expect(Set(Faults.names).count == Faults.all.count)
        let cases = Set(CaseFolder.all.filter { $0.kind == "fault" }.map { $0.url.lastPathComponent })
        let asked = Set(Faults.names).subtracting(["power-off"])
        #expect(asked.isSubset(of: cases), "power-off is the case `drill`")
    }

    @Test(
        "The example of a fault decodes without a problem",
        arguments: Faults.all.map { $0.documentation.example })
    func example(text: String) {
        let block =
            "```yaml {fault #f on=masters}\n\(text)\nprobe: {from: artio, port: 1}\nrecover-within: 1s\n```\n"
        let (contents, diagnostics) = CelticLab.read(block)
        #expect(diagnostics == [])
        #expect(contents.first?.drill != nil)
    }

    @Test("What heals is kept as JSON that says in words what is done")
    func coding() throws {
        let actions: [FaultAction] = [
            .power(on: true), .link(up: false), .run(Script("systemctl start etcd")),
        ]
        let data = try JSONEncoder().encode(actions)
        #expect(
            String(decoding: data, as: UTF8.self)
                == #"[{"power":"on"},{"link":"down"},{"run":"systemctl start etcd"}]"#)
        #expect(try JSONDecoder().decode([FaultAction].self, from: data) == actions)
    }

    @Test("A ledger finds its numbers in whatever stands around them")
    func ledger() {
        #expect(Ledger.numbers(in: "configmap/ledger-17\n/registry/ledger/18 x19,20") == [17, 18, 19, 20])
    }

    @Test("Lint looks the hosts up that a drill's body names")
    func hosts() {
        let block = """
            ```yaml {fault #f on=masters}
            break: {cut: in, from: nobody}
            probe: {from: artoi, port: 1}
            invariant:
            - {none: druids, port: 1}
            heal:
            - {on: elsewhere, run: "true"}
            recover-within: 1s
            ```

            """
        let unknown = CelticLab.read(block).diagnostics.filter { $0.id == "unknown-host" }.map(\.summary)
        #expect(unknown.count == 4)
        #expect(unknown.contains("`artoi` is neither a host nor a role of lab `celtic`"))
    }
}
