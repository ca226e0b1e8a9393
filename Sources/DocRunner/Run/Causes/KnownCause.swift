import Steps

/// A known reason for failures: how labctl recognises it, and what a student can do about it.
struct KnownCause: Sendable {
    /// Its name in tests.
    let name: String
    /// The reason in a sentence, if the clues show it; otherwise nil.
    let explain: @Sendable (Clues) -> Cause?

    init(_ name: String, _ explain: @escaping @Sendable (Clues) -> Cause?) {
        self.name = name
        self.explain = explain
    }
}

/// Every known cause. A new one is a value in a file of its family and a name here.
enum KnownCauses {
    /// All causes. A cause that explains other ones comes first; a cause that is only a symptom comes last.
    static let all: [KnownCause] =
        DiskCauses.all + MemoryCauses.all + ClockCauses.all + CertificateCauses.all + EtcdCauses.all
        + AddressCauses.all + UnitCauses.all + PodCauses.all + RightsCauses.all + FileCauses.all
        + CommandCauses.all + NameCauses.all + ReachCauses.all + UnitCauses.outermost
        + TimeCauses.outermost

    /// The causes that are possible here: for an unreachable host there is only one.
    static func concerning(_ clues: Clues) -> [KnownCause] {
        clues.outcome == .unreachable ? HostCauses.all : all
    }

    /// The first that the clues show.
    static func cause(of clues: Clues) -> Cause? {
        concerning(clues).lazy.compactMap { $0.explain(clues) }.first
    }
}
