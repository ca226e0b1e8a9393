import Steps

/// A reason for failures that is known well enough to be named: how it shows, and what a student can do about it.
struct KnownCause: Sendable {
    /// What it is called in tests.
    let name: String
    /// The reason in a sentence, where the clues show it.
    let explain: @Sendable (Clues) -> Cause?

    init(_ name: String, _ explain: @escaping @Sendable (Clues) -> Cause?) {
        self.name = name
        self.explain = explain
    }
}

/// Every known cause. A new one is a value in a file of its family and a name here.
enum KnownCauses {
    /// The causes: those that explain others first, those that are only the outermost sign of something last.
    static let all: [KnownCause] =
        DiskCauses.all + MemoryCauses.all + ClockCauses.all + CertificateCauses.all + EtcdCauses.all
        + AddressCauses.all + UnitCauses.all + PodCauses.all + RightsCauses.all + FileCauses.all
        + CommandCauses.all + NameCauses.all + ReachCauses.all + UnitCauses.outermost
        + TimeCauses.outermost

    /// Those that may be the reason: of a host that cannot be asked there is only one thing to say.
    static func concerning(_ clues: Clues) -> [KnownCause] {
        clues.outcome == .unreachable ? HostCauses.all : all
    }

    /// The first that the clues show.
    static func cause(of clues: Clues) -> Cause? {
        concerning(clues).lazy.compactMap { $0.explain(clues) }.first
    }
}
