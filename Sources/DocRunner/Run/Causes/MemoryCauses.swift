/// Processes that the kernel ended because memory ran out.
enum MemoryCauses {
    static let all = [container, host]

    private static let container = KnownCause("container-out-of-memory") { clues in
        guard clues.line(with: "oomkilled") != nil else { return nil }
        return Cause(
            "a container was ended because it used more memory than its limit (OOMKilled). Give it a higher "
                + "`resources.limits.memory`, or find out what it needs so much for.")
    }

    private static let host = KnownCause("out-of-memory") { clues in
        guard
            clues.line(with: "oom-kill", "out of memory: killed process", "result: oom", "oom_reaper") != nil
        else { return nil }
        return Cause(
            "the kernel of \(clues.host) ended a process because memory ran out. The machine is too small for what runs "
                + "there: look at free -h, and stop something.")
    }
}
