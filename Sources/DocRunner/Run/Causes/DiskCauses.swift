import Steps

/// Disks that cannot be written. The lab is broken only where labctl measured it: a command can print anything.
enum DiskCauses {
    static let all = [full, readOnly]

    private static let full = KnownCause("disk-full") { clues in
        let says = clues.line(with: "no space left on device", "enospc", "disk quota exceeded") != nil
        let disks = clues.evidence(titled: Collector.disks.title)?.split(separator: "; ") ?? []
        let full = disks.filter { $0.contains(" 100% used") }.compactMap { $0.split(separator: " ").first }
        guard says || !full.isEmpty else { return nil }
        guard !full.isEmpty else {
            return Cause(
                "a program of \(clues.host) says that no space is left, though no disk that labctl looked at is full. Look at "
                    + "all of them (df -h), at their inodes (df -i), and at limits of the kernel "
                    + "(sysctl fs.inotify.max_user_watches).")
        }
        let places = full.prefix(3).map { Clues.quoted($0) }.joined(separator: ", ")
        return Cause(
            "the disk at \(places) of \(clues.host) is full, so nothing can be written there. Look what fills it (df -h; du -xh "
                + "--max-depth=2 / | sort -h | tail) and make room.", verdict: .labIsBroken)
    }

    private static let readOnly = KnownCause("disk-read-only") { clues in
        let isMeasured = clues.evidence(titled: Collector.disks.title)?.contains(" is read-only") == true
        guard isMeasured || clues.line(with: "read-only file system") != nil else { return nil }
        return Cause(
            "a file system of \(clues.host) is read-only, so nothing can be changed there. The kernel does that after an "
                + "error of the disk: look at dmesg and findmnt.",
            verdict: isMeasured ? .labIsBroken : .labIsWrong)
    }
}
