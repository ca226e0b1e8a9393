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

    /// What a manifest is answered together with others, and alone: then it may be compared.
    private func answers(_ objects: String) throws -> (together: Reply, alone: Reply) {
        let folder = shell.folder.path
        try shell.install(
            "#!/bin/bash\ncat >/dev/null; [[ $1 == diff ]] && echo compared || cat '\(folder)/listing'; exit 1\n",
            as: "kubectl")
        try shell.write(Self.listing, to: "listing")
        let (contents, diagnostics) = CelticLab.read(
            "```yaml {manifest #m on=masters kubectl=\(folder)/kubectl}\n\(objects)\n```\n")
        #expect(diagnostics == [])
        let probe = try #require(contents.first?.asking?.probe(on: CelticLab.morrigan))
        let joint = try #require(probe.joint)
        return (
            try shell.run(Script(joint.gathering + joint.question + joint.answer)),
            try shell.run(probe.script)
        )
    }

    @Test("One of which nothing is there would be added, and is not compared")
    func absent() throws {
        defer { shell.remove() }
        let deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}"
        let (reply, alone) = try answers(
            deployment + "\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: word}")
        #expect(reply == alone)
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
        let (reply, alone) = try answers(objects)
        #expect(reply.status == JointQuestion.cannotTell)
        #expect(alone.output.trimmingSpaces == "compared")
    }

    @Test("An object that is written to while it is compared is compared anew, and only then")
    func race() throws {
        defer { shell.remove() }
        let folder = shell.folder.path
        try shell.install(
            """
            #!/bin/bash
            cat >/dev/null
            version=$(<'\(folder)/version')
            if [[ $1 == get ]]; then
                echo "Service web <none> 1 <none> <none> <none> <none> <none> <none> <none> <none> uid $version <none>"
            else
                echo >>'\(folder)/compared'
                [[ $version == 7 && ! -e '\(folder)/still' ]] || exit $((version == 7))
                echo 8 >'\(folder)/version'; exit 1
            fi

            """, as: "kubectl")
        let (contents, _) = CelticLab.read(
            """
            ```yaml {manifest #m on=masters kubectl=\(folder)/kubectl}
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            ```

            """)
        let step = try #require(contents.first)
        func comparisons() throws -> (holds: Bool?, count: Int) {
            try shell.write("7", to: "version")
            try shell.write("", to: "compared")
            return (try shell.finding(step)?.isHeld, try shell.text("compared").count)
        }
        var (holds, count) = try comparisons()
        #expect(holds == true && count == 2)
        try shell.write("", to: "still")
        (holds, count) = try comparisons()
        #expect(holds == false && count == 1)
    }
}
