import Steps
@testable import Labs

/// A lab file's bytes; no file is looked for.
enum LabFileTarget: Target {
    static let name = "lab-file"

    static func read(_ bytes: [UInt8]) {
        let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
        do throws(Diagnostics) {
            let lab = try LabFile.read(bytes: bytes, path: "/lab/lab.yaml", exists: { _ in true })
            let names = lab.inventory.hosts.map(\.name)
            expect(
                !names.isEmpty && Set(names).count == names.count, "hosts have names of their own: \(names)")
            expect(
                lab.stateDirectory == "/lab/.labctl/\(lab.name)", "its state lies in \(lab.stateDirectory)")
            for host in lab.inventory.hosts { expect(IPv4Address(host.address) != nil, "\(host)") }
        } catch {
            expect(!error.list.isEmpty, "a refused file has a problem")
            // YAML has more line ends than LF: CR, NEL, LS and PS, each a byte at least.
            for problem in error.list {
                expect(problem.place.line <= max(lines, bytes.count + 1), "\(problem)")
            }
        }
    }
}
