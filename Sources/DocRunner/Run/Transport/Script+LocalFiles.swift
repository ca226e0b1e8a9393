import Labs
import Steps

extension Script {
    /// Bytes of a file that a script may be given: room for a certificate, and no more.
    private static let limit = 64 << 10

    /// The script with the content of its local files in front, read from the lab's state directory.
    func reading(from directory: String) -> Script {
        let assignments = localFiles.sorted { $0.key < $1.key }.map { name, path in
            let bytes = try? FileBelow(path, below: directory).bytes(upTo: Self.limit)
            let text = String(decoding: bytes ?? [], as: UTF8.self)
            return "\(name)=\(Script.quote(text))\n"
        }
        return Script(assignments.joined() + text)
    }
}
