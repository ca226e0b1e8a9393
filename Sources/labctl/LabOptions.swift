import ArgumentParser
import Labs

/// Which lab a command is about.
struct LabOptions: ParsableArguments {
    @Option(name: .long, help: "The lab file.")
    var lab = "lab.yaml"

    /// Reads the lab file. Exits with 65 and every problem when it is invalid.
    func read() throws -> Lab {
        do { return try LabFile.read(lab) } catch {
            Terminal.complain("\(error)")
            throw ExitCode(65)
        }
    }
}
