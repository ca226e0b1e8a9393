extension RunStep {
    /// The units that the commands speak of; of anything else nothing is known.
    public func collectors(on host: Host) -> [Collector] {
        let units = UnitNames.found(in: (unless?.text ?? "") + "\n" + script.text)
        return units.prefix(3).flatMap { Collector.unit($0) }.few
    }
}
