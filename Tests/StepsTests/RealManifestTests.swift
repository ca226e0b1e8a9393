import Foundation
import Testing

@testable import Steps

/// What manifests make of one listing for all of them, on this computer's own bash; kubectl's words are from a cluster.
@Suite("Kinds on a real shell: manifests")
struct RealManifestTests {
    private let shell: RealShell

    init() throws { shell = try RealShell() }

    private static let listing = """
        Service web <none> 1 <none> <none> <none> <none> <none> <none> <none> <none> uid 7 now
        Error from server (NotFound): deployments.apps "web" not found
        Error from server (NotFound): configmaps "word" not found
        Error from server (NotFound): secrets "word" not found
        """

    /// The status and output of a manifest that is asked about together with others.
    private func answer(_ objects: String) throws -> Reply {
        try shell.write("#!/bin/bash\ncat >/dev/null; cat '\(shell.path("listing"))'\n", to: "kubectl")
        try shell.write(Self.listing, to: "listing")
        chmod(shell.path("kubectl"), 0o755)
        let (contents, diagnostics) = CelticLab.read(
            "```yaml {manifest #m on=masters kubectl=\(shell.path("kubectl"))}\n\(objects)\n```\n")
        #expect(diagnostics == [])
        let joint = try #require(contents.first?.probe(on: CelticLab.morrigan)?.joint)
        return try shell.run(Script(joint.gathering + joint.question + joint.answer))
    }

    @Test("One of which nothing is there would be added, and is not compared")
    func absent() throws {
        defer { shell.remove() }
        let deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}"
        let reply = try answer(deployment + "\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: word}")
        #expect(reply.status == 1)
        #expect(
            reply.output.hasPrefix("+apiVersion: apps/v1\n+kind: Deployment\n+metadata: {name: web}\n+---\n"))
    }

    @Test(
        "One that is there, or is there in part, or is a Secret, is compared by itself",
        arguments: [
            "apiVersion: v1\nkind: Service\nmetadata: {name: web}",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}",
            "apiVersion: v1\nkind: Secret\nmetadata: {name: word}",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}",
        ])
    func present(objects: String) throws {
        defer { shell.remove() }
        #expect(try answer(objects).status == JointQuestion.cannotTell)
    }
}
