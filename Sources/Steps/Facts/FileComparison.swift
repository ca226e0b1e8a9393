/// What a host says of a file: its facts in the first line, then whether its content is the wanted one.
struct FileComparison {
    let mode: Int
    let owner: FileOwner
    let type: String
    let isSame: Bool
    /// A unified diff from what is there to what is wanted (diff(1)); empty when it may not be shown.
    let evidence: String

    /// Prints the mode, owner, size and type of `$path`, or `absent`; `stat` is its only process.
    static let facts = presence + "facts=$(LC_ALL=C stat -c '\(form)' -- \"$path\") || exit\n" + telling

    /// Fills `known` with the facts of all `$paths`: one process for all of them.
    static let listing = """
        declare -A known
        while IFS= read -r line; do
            known["/${line#*/}"]=${line%%/*}
        done < <(LC_ALL=C stat -c '\(form)%n' -- "${paths[@]}" 2>&-)

        """

    /// As `facts`, from the listing.
    static let listedFacts =
        presence + "facts=${known[\"$path\"]-}; [[ -n $facts ]] || exit \(JointQuestion.cannotTell)\n"
        + telling

    /// In the C locale: elsewhere `%F` speaks the host's language.
    private static let form = "%a \(FileOwner.form) %s %F"
    private static let presence = "[[ -e $path || -L $path ]] || { echo absent; exit 0; }\n"
    private static let telling = "printf '%s\\n' \"$facts\"\n"

    /// Ends with `same` when `$path` is `$size` bytes long and reads as `$want`.
    static let sameness = """
        IFS=' ' read -r _ _ length _ <<<"$facts"
        if [[ $length == "$size" && -f $path ]] && mapfile lines <"$path"; then
            IFS=; [[ "${lines[*]}" == "$want" ]] && { echo same; exit 0; }
        fi

        """

    /// Prints the differences, at most 48 KiB of them.
    static let diff = """
        [[ -f $path ]] || exit 0
        printf %s "$want" | diff -u --label "$path as it is" --label "$path as the chapter says" -- \
        "$path" - | head -c 49152

        """

    /// Reads a host's answer; nil where the file does not exist.
    init?(_ reply: Reply) {
        let parts = reply.output.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        let facts = (parts.first ?? "").split(separator: " ", maxSplits: 3)
        guard facts.count == 4 else { return nil }
        mode = Int(facts[0], radix: 8) ?? 0
        owner = FileOwner(facts[1])
        type = String(facts[3])
        isSame = parts.dropFirst().first == "same"
        evidence = parts.count > 2 ? String(parts[2]) : ""
    }

    /// How mode and owner differ from what is wanted; nil wants nothing.
    ///
    /// `path` is named in the sentences where a step is about several files.
    func differences(path: String?, mode wantedMode: Int?, owner wantedOwner: String?) -> [Difference] {
        let whose = path.map { " of \($0)" } ?? ""
        var differences: [Difference] = []
        if let wantedMode, mode != wantedMode {
            differences.append(
                Difference(
                    "the mode\(whose) is \(mode.octal), not \(wantedMode.octal)", remedy: "chmod",
                    about: .rights))
        }
        if let wantedOwner, !owner.is(wantedOwner) {
            differences.append(
                Difference(
                    "the owner\(whose) is \(owner), not \(wantedOwner)", remedy: "chown", about: .rights))
        }
        return differences
    }
}

extension Int {
    /// Permission bits as four octal digits: `0644`.
    var octal: String {
        let digits = String(self, radix: 8)
        return String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
    }
}
