import Chapters
import Steps

/// The lab of every example and case.
enum CelticLab {
    static let inventory = Inventory(
        name: "celtic",
        hosts: [
            Host(name: "tanaris", address: "10.0.0.48", roles: ["proxies"]),
            Host(name: "belenus", address: "10.0.0.53", roles: ["proxies"]),
            Host(name: "morrigan", address: "10.0.0.43", roles: ["masters", "etcd"]),
            Host(name: "balar", address: "10.0.0.44", roles: ["masters", "etcd"]),
            Host(name: "artio", address: "10.0.0.45", roles: ["workers"]),
            Host(name: "esus", address: "10.0.0.46", roles: ["workers"]),
            Host(name: "angus", address: "10.0.0.52", roles: ["storage", "etcd"]),
            Host(name: "dagda", address: "10.0.0.50", roles: ["storage"]),
        ],
        virtualAddresses: [
            .init(name: "entry", address: "10.0.0.38"), .init(name: "api", address: "10.0.0.39"),
        ])

    static let morrigan = inventory.hosts[2]

    /// The steps of a piece of chapter, decoded for morrigan, and every diagnostic.
    static func read(_ markdown: String) -> (contents: [any StepKind], diagnostics: [Diagnostic]) {
        let lint = Lint(Chapter(path: "step.md", bytes: Array(markdown.utf8)), inventory: inventory)
        let scope = Scope(inventory: inventory, host: morrigan)
        return (lint.steps.compactMap { try? $0.content(in: scope) }, lint.diagnostics)
    }
}
