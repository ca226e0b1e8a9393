public import Steps

/// A host that is given more time than usual: each request may take so many times as long as it says.
///
/// Scripts that have limits of their own find the factor, rounded up, in the environment (`Script.seconds`).
public struct PatientTransport: Transport {
    private let base: any Transport
    private let scale: TimeScale

    /// A transport over another one.
    public init(_ base: any Transport, scale: TimeScale) {
        self.base = base
        self.scale = scale
    }

    /// A transport with so much time, which is the same one where that is the usual time.
    public static func over(_ base: any Transport, _ scale: TimeScale) -> any Transport {
        scale == .usual ? base : PatientTransport(base, scale: scale)
    }

    /// Asks, with more time.
    public func ask(_ requests: [Request]) async throws(Unreachable) -> [Response] {
        try await base.ask(requests.map(stretched))
    }

    /// Carries out, with more time.
    public func run(_ request: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
        async throws(Unreachable) -> Response
    {
        try await base.run(stretched(request), output: output)
    }

    /// Writes a file, with more time.
    public func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable)
        -> Response
    {
        try await base.upload(upload, user: user, timeout: scale.stretch(timeout))
    }

    /// Ends the connection.
    public func close() async { await base.close() }

    private func stretched(_ request: Request) -> Request {
        var request = request
        request.timeout = scale.stretch(request.timeout)
        request.hurriedTimeout = request.hurriedTimeout.map(scale.stretch)
        let factor = "\(Script.patienceVariable)=\(Int(scale.factor.rounded(.up)))"
        request.script.text = "export \(factor)\n" + request.script.text
        return request
    }
}
