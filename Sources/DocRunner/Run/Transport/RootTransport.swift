import Steps

/// A host whose login user may use sudo(8): what names no other user is carried out as root.
struct RootTransport: Transport {
    private let base: any Transport

    init(_ base: any Transport) { self.base = base }

    func ask(_ requests: [Request]) async throws(Unreachable) -> [Response] {
        try await base.ask(requests.map(asRoot))
    }

    func run(_ request: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
        async throws(Unreachable) -> Response
    {
        try await base.run(asRoot(request), output: output)
    }

    func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Response {
        try await base.upload(upload, user: user ?? "root", timeout: timeout)
    }

    func close() async { await base.close() }

    private func asRoot(_ request: Request) -> Request {
        var request = request
        request.user = request.user ?? "root"
        return request
    }
}
