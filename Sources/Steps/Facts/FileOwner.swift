/// Whose a file is, by name and by number: `root:root:0:0`.
struct FileOwner: CustomStringConvertible {
    /// What stat(1) is to print.
    static let form = "%U:%G:%u:%g"

    private let parts: [Substring]

    /// Reads what stat(1) printed in that form.
    init(_ word: some StringProtocol) {
        parts = String(word).split(separator: ":", omittingEmptySubsequences: false)
    }

    /// User and group by name: `root:root`.
    var description: String { parts.prefix(2).joined(separator: ":") }

    /// Whether it is this user and group; one in digits is a number, as chown(1) takes it.
    func `is`(_ wanted: String) -> Bool {
        let names = wanted.split(separator: ":", omittingEmptySubsequences: false)
        return names.count == 2
            && names.enumerated().allSatisfy { index, name in
                let isNumber = name.allSatisfy { ("0"..."9").contains($0) }
                return parts.indices.contains(index) && name == parts[index]
                    || isNumber && parts.indices.contains(index + 2) && name == parts[index + 2]
            }
    }
}
