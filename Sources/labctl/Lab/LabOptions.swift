import ArgumentParser
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

    /// Reads the lab file, the nearest to a chapter where none is named; throws every problem of it.
    func read(near chapter: String? = nil) throws(Diagnostics) -> Lab {
        try LabFile.read(path(near: chapter))
    }

    /// The lab file that is meant.
    func path(near chapter: String? = nil) -> String {
        lab ?? LabSearch.nearest(to: chapter) ?? LabSearch.name
    }
}
