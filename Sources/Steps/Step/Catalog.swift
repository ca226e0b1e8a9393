/// Every kind of step. A new kind is one new folder and one line here.
public enum Catalog {
    /// The kinds, in the order of the reference page.
    public static let kinds: [any StepKind.Type] = [
        RunStep.self,
        FileStep.self,
        PackageStep.self,
        ServiceStep.self,
        ArtifactStep.self,
        PkiStep.self,
        ManifestStep.self,
        CheckStep.self,
        FaultStep.self,
    ]

    /// The kind of that name.
    public static func kind(named name: String) -> (any StepKind.Type)? { byName[name] }

    /// The names of all kinds.
    public static var names: [String] { kinds.map { $0.name } }

    private static let byName = Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $0) })
}
