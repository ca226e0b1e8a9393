/// Ways to break one file. It is moved aside and later moved back: the same inode, with the same times, so that
/// neither systemd nor a recorded digest sees a difference afterwards.
enum FileMutations {
    /// One bit in the middle is another; size and times of change stay plausible.
    static func byte(of path: String) -> Mutation {
        make("a byte of \(path) is changed", path, copy + flip)
    }

    /// Other permission bits than those wanted.
    static func mode(of path: String, wanted: Int) -> Mutation {
        let other = wanted == 0o600 ? 0o640 : 0o600
        return make("the mode of \(path) is \(other.octal)", path, copy + "chmod \(other.octal) \"$path\"")
    }

    /// Another owner than the one wanted; nil wants none, and nothing can be broken.
    static func owner(of path: String, wanted: String?) -> Mutation? {
        guard let wanted else { return nil }
        let other = wanted.hasPrefix("nobody") || wanted.hasPrefix("65534") ? "1:1" : "65534:65534"
        return make("the owner of \(path) is \(other)", path, copy + "chown \(other) \"$path\"")
    }

    /// It is not there.
    static func removal(of path: String) -> Mutation { make("\(path) is gone", path, "") }

    /// It was changed just now, by nobody in particular.
    static func touch(_ path: String) -> Mutation {
        make("\(path) was changed just now", path, copy + "touch \"$path\"")
    }

    /// The lines that hold a text are gone.
    static func lines(of path: String, with text: String) -> Mutation {
        make(
            "no line of \(path) holds `\(text)`", path,
            copy + "grep -vF -e \(Script.quote(text)) -- \"$aside\" >\"$path\" || :")
    }

    /// A file that must not be there is.
    static func creation(of path: String) -> Mutation {
        let word = Script.quote(path)
        return Mutation(
            "\(path) is there",
            breaking: Script("[[ ! -e \(word) && ! -L \(word) ]] && touch -- \(word) 2>&- || exit 77"),
            undoing: Script("rm -f -- \(word)"))
    }

    /// A mutation whose script finds the file aside as `$aside` and nothing as `$path`.
    static func make(_ title: String, _ path: String, _ change: String) -> Mutation {
        let words = "path=\(Script.quote(path)) aside=\(Script.quote(path + ".labctl-aside"))\n"
        return Mutation(
            title,
            breaking: Script(
                "set -e\n" + words + "[[ -e $path ]] || exit 77\nmv -T -- \"$path\" \"$aside\"\n" + change),
            undoing: Script(
                words + "if [[ -e $aside || -L $aside ]]; then mv -fT -- \"$aside\" \"$path\"; fi"))
    }

    /// A copy with the same mode, owner and times; of what a link points to, for the link itself is aside.
    static let copy = "cp -pL --reflink=auto -- \"$aside\" \"$path\"\n"

    private static let flip = """
        size=$(stat -c %s -- "$path")
        if ((size == 0)); then printf x >"$path"; exit; fi
        read -r byte < <(od -An -tu1 -j $((size / 2)) -N 1 -- "$path")
        printf "\\\\x$(printf %x $((byte ^ 1)))" |
            dd of="$path" bs=1 seek=$((size / 2)) conv=notrunc status=none
        """
}
