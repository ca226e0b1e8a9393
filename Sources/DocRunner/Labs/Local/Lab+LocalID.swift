import Steps

/// How the local lab names what it makes on this computer.
extension Lab {
    /// The lab's name and a fingerprint of where its state is kept: two clones of one lab never meet.
    var localID: String { "\(name)-\(stateDirectory.fingerprint)" }
}
