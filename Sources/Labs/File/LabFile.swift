import FoundationEssentials
public import Steps

/// Reads lab files.
public enum LabFile {
    /// The lab that a file describes.
    ///
    /// Throws every problem of the file together: unreadable, not UTF-8, not YAML, unknown names, malformed, repeated
    /// or misplaced addresses, repeated hosts, unknown roles, a missing identity.
    public static func read(_ path: String) throws(Diagnostics) -> Lab {
        let start = SourcePlace(file: path, line: 1)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Diagnostics([
                .error(
                    "unreadable", at: start, "the lab file cannot be read",
                    ["Give the path of a lab file with --lab, or work in a folder that has a lab.yaml."])
            ])
        }
        if let place = UTF8Check.firstBreak(in: data, from: start) {
            throw Diagnostics([
                .error("not-utf8", at: place, "the lab file is not UTF-8", ["Save it as UTF-8."])
            ])
        }
        return try read(String(decoding: data, as: UTF8.self), path: path)
    }

    /// The lab that a text describes; `path` says where it came from, and where its state belongs.
    static func read(_ text: String, path: String) throws(Diagnostics) -> Lab {
        var fields: Fields
        do {
            fields = try Fields(yaml: text, title: "the lab file", at: SourcePlace(file: path, line: 1))
        } catch {
            throw Diagnostics([error])
        }
        var reading = LabReading(file: path)
        let lab = reading.lab(&fields)
        fields.finish()
        guard fields.problems.isEmpty else { throw Diagnostics(fields.problems) }
        return lab
    }
}
