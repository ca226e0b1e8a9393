import Steps

/// Which files of a chapter the units that it starts read, and which of those their steps do not list: a unit that is
/// not started anew when one of them changes runs on with what is no longer on the disk.
struct FilesRead {
    /// A file that a step writes.
    private struct Written {
        var hosts: Set<String> = []
        var text: String?
    }

    /// A step that starts units.
    private struct Start {
        let place: SourcePlace
        let files: UnitFiles
        let hosts: Set<String>
    }

    private var written: [String: Written] = [:]
    private var starts: [Start] = []

    /// Takes in what a step says for the first of its hosts.
    mutating func add(_ step: Step, _ content: any StepKind, on hosts: [Host]) {
        guard let action = content.action else { return }
        let hosts = Set(hosts.map(\.name))
        if let files = action.unitFiles {
            starts.append(Start(place: step.block.place, files: files, hosts: hosts))
        }
        for path in action.paths {
            var file = written[path] ?? Written()
            file.hosts.formUnion(hosts)
            if let text = action.writtenText { file.text = (file.text ?? "") + text + "\n" }
            written[path] = file
        }
    }

    /// A doubt for each step that does not list all of them.
    var problems: [Diagnostic] {
        starts.compactMap { start in
            let missing = missing(in: start)
            guard !missing.isEmpty else { return nil }
            let units = start.files.units.joined(separator: ", ")
            return .warning(
                "unlisted-file", at: start.place,
                "\(units) would continue with old content after a change: it reads files that this "
                    + "chapter writes, and `files` does not list them",
                missing.prefix(8).map { "\($0.path)\($0.source.map { ", named in \($0)" } ?? "")" }
                    + [
                        "List them, so that the unit is restarted when they change, or name them in "
                            + "`rereads` and say why its program reads them again by itself."
                    ])
        }
    }

    /// Breadth first: the units' own files, what these name, what that names in turn.
    private func missing(in start: Start) -> [(path: String, source: String?)] {
        let known = Set(start.files.listed + start.files.reread)
        let own = start.files.units.flatMap(ownFiles).filter { isWritten($0, on: start.hosts) }
        var seen = Set(own + start.files.listed + start.files.reread)
        var missing = own.filter { !known.contains($0) }.map { (path: $0, source: String?.none) }
        var next = (own + start.files.listed)[...]
        while let path = next.popFirst() {
            guard isWritten(path, on: start.hosts), let text = written[path]?.text else { continue }
            for name in PathsNamed(in: text, of: path).paths
            where isWritten(name, on: start.hosts) && seen.insert(name).inserted {
                missing.append((name, path))
                next.append(name)
            }
        }
        return missing
    }

    private func isWritten(_ path: String, on hosts: Set<String>) -> Bool {
        written[path].map { !$0.hosts.isDisjoint(with: hosts) } ?? false
    }

    /// A unit's file and its drop-ins, of those that the chapter writes (systemd.unit(5)).
    private func ownFiles(of unit: String) -> [String] {
        let folders = ["/etc", "/run", "/usr/local/lib", "/usr/lib", "/lib"].map { $0 + "/systemd/system/" }
        return folders.flatMap { folder in
            written.keys.filter { path in
                path == folder + unit || path.hasPrefix(folder + unit + ".d/") && path.hasSuffix(".conf")
            }.sorted()
        }
    }
}

/// The paths that a text names, in the order of the text. A relative path is resolved in the file's own
/// folder.
struct PathsNamed {
    private(set) var paths: [String] = []

    private static let set = ASCIISet.lettersAndDigits + ASCIISet("_-./+@~")

    /// Reads a text, without its lines of comment, as it stands in a file.
    init(in text: String, of file: String) {
        // A unit's file names other units, and files by their absolute paths alone (systemd.unit(5)).
        let folder =
            file.contains("/systemd/system/")
            ? nil : String(file[...(file.lastIndex(of: "/") ?? file.startIndex)])
        for line in text.split(separator: "\n") {
            let start = line.utf8.first { !ASCIISet.blank.contains($0) }
            guard start != UInt8(ascii: "#"), start != UInt8(ascii: ";") else { continue }
            for word in line.utf8.split(whereSeparator: { !Self.set.contains($0) }) {
                add(String(Substring(word)), in: folder)
            }
        }
    }

    /// `-/etc/default/etcd` and `///etc/default/etcd` are absolute, too (systemd.exec(5), RFC 8089).
    private mutating func add(_ word: String, in folder: String?) {
        let word = word.hasSuffix(".") ? String(word.dropLast()) : word
        guard let slash = word.firstIndex(of: "/") else {
            if let folder, word.contains(".") { paths.append(folder + word) }
            return
        }
        paths.append("/" + word[slash...].drop { $0 == "/" })
        if let folder { paths.append(folder + (word.hasPrefix("./") ? String(word.dropFirst(2)) : word)) }
    }
}
