extension FaultStep {
    /// What the fault was about, on the host that was broken. What the probe is about is looked at where it is asked.
    public func collectors(on host: Host) -> [Collector] { drill?.fault.collectors ?? [] }
}
