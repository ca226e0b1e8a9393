import Glibc

extension PrivateFolder {
    /// Throws `LabError` where anything below it, however deep, is a link, a pipe, a device, or belongs to somebody else.
    ///
    /// A folder that somebody shipped may hold links to files of this computer. Programs that work in it, such as
    /// openssl(1), follow them. Once it holds none nobody else can add one: each folder is the user's alone.
    public func expectNothingForeign() throws(LabError) {
        for name in names { try expectNothingForeign(in: name) }
    }

    private func expectNothingForeign(in name: String) throws(LabError) {
        var facts = stat()
        guard fstatat(descriptor, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 else { return }
        let here = "\(path)/\(name)"
        switch facts.st_mode & S_IFMT {
        case S_IFDIR: try PrivateFolder(existing: here)?.expectNothingForeign()
        case S_IFLNK: throw Self.refusal(here, "is a link")
        case S_IFREG where facts.st_nlink > 1:
            throw Self.refusal(here, "has other names besides (hard links)")
        case S_IFREG where facts.st_uid != 0 && !Self.owners.contains(facts.st_uid):
            throw Self.refusal(here, "belongs to somebody else (user \(facts.st_uid))")
        case S_IFREG: break
        default: throw Self.refusal(here, "is no regular file")
        }
    }
}
