import ArgumentParser
import Foundation
import Labs
import Steps

/// Which lab a command is about.
struct LabOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The lab file; the nearest lab.yaml where none is named.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var lab: String?

    @Option(
        help: ArgumentHelp(
            "Let everything take this many times as long: for slow or busy computers. LABCTL_PATIENCE says it for all "
                + "commands.", valueName: "number"))
    var patience: String?

    func validate() throws {
        guard let written, TimeScale(written: written) == nil else { return }
        throw ValidationError(
            "\(patience == nil ? "LABCTL_PATIENCE" : "--patience") is a number from 1 to 100, not `\(written)`"
        )
    }

    /// How much longer than usual everything may take.
    private var timeScale: TimeScale { written.flatMap { TimeScale(written: $0) } ?? .usual }

    private var written: String? {
        patience ?? ProcessInfo.processInfo.environment["LABCTL_PATIENCE"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Reads the lab file, the nearest to a chapter where none is named; throws every problem of it.
    func read(near chapter: String? = nil) throws(Diagnostics) -> Lab {
        var lab = try LabFile.read(path(near: chapter))
        lab.timeScale = timeScale
        return lab
    }

    /// The lab file that is meant.
    func path(near chapter: String? = nil) -> String {
        lab ?? LabSearch.nearest(to: chapter) ?? LabSearch.name
    }
}
