import FoundationEssentials
public import Steps

/// Reads lab files.
public enum LabFile {
    /// The lab that a file describes.
    ///
    /// Throws every problem of the file together: unreadable, not UTF-8, not YAML, unknown names, malformed, repeated
    /// or misplaced addresses, repeated hosts, unknown roles, a missing identity. Whoever only writes about the lab's
    /// hosts, and does not reach them, needs no identity (`reachesHosts`).
    public static func read(_ path: String, reachesHosts: Bool = true) throws(Diagnostics) -> Lab {
        let start = SourcePlace(file: path, line: 1)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Diagnostics([
                .error(
                    "unreadable", at: start, "the lab file cannot be read",
                    ["Give the path of a lab file with --lab, or work in a folder that has a lab.yaml."])
            ])
        }
        return try read(bytes: Array(data), path: path, reachesHosts: reachesHosts)
    }

    /// The lab that a file's bytes describe; `path` says where they came from, and where its state belongs.
    ///
    /// `exists` answers whether a file that the lab names is there: the only question that is put to this computer.
    static func read(
        bytes: [UInt8], path: String, exists: @escaping (String) -> Bool = Files.exists,
        reachesHosts: Bool = true
    ) throws(Diagnostics) -> Lab {
        let start = SourcePlace(file: path, line: 1)
        if let place = UTF8Check.firstBreak(in: bytes, from: start) {
            throw Diagnostics([
                .error("not-utf8", at: place, "the lab file is not UTF-8", ["Save it as UTF-8."])
            ])
        }
        var fields: Fields
        do {
            fields = try Fields(
                yaml: String(decoding: bytes, as: UTF8.self), title: "the lab file", at: start)
        } catch {
            throw Diagnostics([error])
        }
        fields.reportHiddenCharacters { ["variables", "secrets", "power"].contains($0) }
        var reading = LabReading(file: path, exists: exists, reachesHosts: reachesHosts)
        var lab = reading.lab(&fields)
        fields.finish()
        let problems = Diagnostics(fields.problems)
        guard problems.list.allSatisfy({ $0.severity == .warning }) else { throw problems }
        lab.doubts = problems.list
        return lab
    }
}
