/// How the local lab names what it makes on this computer.
extension Lab {
    /// The lab's name and a digest (FNV-1a) of where its state is kept: two clones of one lab never meet.
    var localID: String {
        let hash = stateDirectory.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let digits = String(hash, radix: 16)
        return "\(name)-\(String(repeating: "0", count: 8 - digits.count))\(digits)"
    }
}
