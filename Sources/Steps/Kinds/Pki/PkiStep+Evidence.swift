extension PkiStep {
    /// The certificates' names, issuers and dates, and the paths of the first; never a key.
    public func collectors(on host: Host) -> [Collector] {
        let certificates = files.compactMap { file -> Collector? in
            switch file {
            case .authority(let path): .certificate(at: path)
            case .certificate(let it): .certificate(at: it.path)
            case .keyPair: nil
            }
        }
        return (certificates.prefix(5) + files.flatMap(\.placed).prefix(1).map { .path($0.path) }).few
    }
}
