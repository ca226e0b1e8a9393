/// Commands that were ended after their timeout. It is unknown whether anything else was wrong.
enum TimeCauses {
    static let outermost = [late]

    private static let late = KnownCause("ended-too-early") { clues in
        guard let line = clues.line(with: "it took longer than"), line.hasPrefix("it took longer than") else {
            return nil
        }
        return Cause(
            "its time was over while it was still at work (\(Clues.quoted(line))). Give the step a longer `timeout=`; on a slow "
                + "or busy computer give everything more time, by --patience 3. If it never ends, it waits for something: "
                + "carry it out by hand and see for what.",
            verdict: .labIsBroken)
    }
}
