import Steps

/// Files that a program needs and does not find.
enum FileCauses {
    static let all = [missing, unknownFlag]

    private static let missing = KnownCause("file-missing") { clues in
        let path =
            clues.word(
                /(?:open|stat|read|load\w*) "?(\/[^\s:'"]+)"?: no such file/,
                inLineWith: "no such file or directory")
            ?? clues.word(
                /unable to read client-cert (\/[^\s:'"]+)/, inLineWith: "unable to read client-cert")
        guard let path else { return nil }
        return Cause(
            "\(path) does not exist on \(clues.host), and a program needs it. An earlier step writes it, or the path is "
                + "misspelt.")
    }

    private static let unknownFlag = KnownCause("unknown-flag") { clues in
        guard let flag = clues.word(/unknown flag: (--[A-Za-z0-9-]+)/, inLineWith: "unknown flag") else {
            return nil
        }
        return Cause(
            "the program knows no \(flag): it is misspelt, or of another version. --help lists what it knows."
        )
    }
}
