import Steps

/// Units that systemd cannot start.
enum UnitCauses {
    static let all = [masked, badFormat, noProgram, noUser, noUnit, badSetting]
    /// Lines that only report that something else failed.
    static let outermost = [startLimit]

    private static let masked = KnownCause("unit-masked") { clues in
        let word =
            clues.word(/[Uu]nit (?:file )?(\S+) is masked/, inLineWith: " is masked")
            ?? clues.word(/(\S+) is masked/, inLineWith: " is masked")
        guard let unit = word?.split(separator: "/").last else { return nil }
        // Two masks, one below /etc and one below /run until the next boot: unmask takes one away at a time.
        return Cause(
            "\(unit) is masked, so nothing may start it. Allow it again: systemctl unmask \(unit); systemctl unmask "
                + "--runtime \(unit)")
    }

    private static let badFormat = KnownCause("exec-format") { clues in
        guard clues.line(with: "exec format error") != nil else { return nil }
        return Cause(
            "\(program(clues) ?? "the program") is not made for this machine, or is no program: look at it with file, or "
                + "head -c 64. Install it again.")
    }

    private static let noProgram = KnownCause("exec-missing") { clues in
        guard clues.line(with: "203/exec", "failed at step exec", "unable to locate executable") != nil else {
            return nil
        }
        return Cause(
            "systemd cannot run \(program(clues) ?? "the unit's program") (203/EXEC): it is not there or may not be executed. "
                + "Compare ExecStart= with where the program is, and its mode.")
    }

    private static let noUser = KnownCause("exec-user") { clues in
        guard clues.line(with: "217/user", "failed at step user") != nil else { return nil }
        return Cause(
            "the user that the unit names (User=) does not exist on \(clues.host) (217/USER): make it first.")
    }

    private static let noUnit = KnownCause("unit-missing") { clues in
        let unit =
            clues.word(/there is no unit (\S+)/, inLineWith: "there is no unit")
            ?? clues.word(/Unit (\S+) (?:could not be|not) found/, inLineWith: "found")
            ?? clues.word(/Unit file (\S+) does not exist/, inLineWith: "does not exist")
        guard let unit else { return nil }
        return Cause(
            "systemd on \(clues.host) knows no unit \(unit): the file is not there, or the package that brings it, or "
                + "systemd has not read it yet (systemctl daemon-reload).")
    }

    private static let badSetting = KnownCause("unit-bad-setting") { clues in
        guard clues.line(with: "has a bad unit file setting", "bad-setting") != nil else { return nil }
        return Cause(
            "systemd cannot read the unit file: systemd-analyze verify UNIT says which line is wrong.")
    }

    private static let startLimit = KnownCause("start-limit") { clues in
        guard clues.line(with: "start-limit-hit", "start request repeated too quickly") != nil else {
            return nil
        }
        let unit =
            clues.word(/(\S+): Start request repeated/, inLineWith: "start request repeated") ?? "the unit"
        let said = clues.text(/(?:^|\s)(?:[Ee]rror|fatal|panic): (.+)/, inLineWith: ": ")
        return Cause(
            "\(unit) failed so often that systemd gave up on it\(said.map { "; it said: \($0)" } ?? ""). Its journal says why "
                + "(journalctl -u \(unit)); mend that, then systemctl reset-failed \(unit) and start it.")
    }

    private static func program(_ clues: Clues) -> String? {
        clues.word(/(\/[^\s:'"]+): (?:Exec format error|No such file|Permission denied)/, inLineWith: "exec")
            ?? clues.word(/executable '?(\/[^\s:'"]+)/, inLineWith: "executable")
            ?? clues.word(/spawning (\/[^\s:'"]+):/, inLineWith: "spawning")
            ?? clues.word(/ExecStart=(\/\S+)/, inLineWith: "203/exec")
    }
}
