import CSSH2
import Glibc

/// A signature that libssh2 needs and an agent makes. It holds the bytes to sign until they are signed.
///
/// libssh2 asks for it in the middle of a call. The first call returns EAGAIN, then labctl asks the agent,
/// and the repeated call uses the signature.
final class AgentSigning {
    private var wanted: [UInt8]?
    private var signature: [UInt8]?

    /// The result of a call that has to wait for the signature.
    static let isWanted: Int32 = 1

    /// The bytes to sign; nil if there are none, or if they are signed already.
    var open: [UInt8]? { signature == nil ? wanted : nil }

    func answer(_ signature: [UInt8]) { self.signature = signature }

    /// Tries to log in with a public key; `isWanted` where the agent must be asked first.
    func logIn(_ session: OpaquePointer, _ user: String, _ key: [UInt8]) -> Int32 {
        var context: UnsafeMutableRawPointer? = Unmanaged.passUnretained(self).toOpaque()
        let code = libssh2_userauth_publickey(
            session, user, key, key.count,
            { _, signature, length, data, count, context in
                guard let context = context?.pointee, let data else { return -1 }
                let signing = Unmanaged<AgentSigning>.fromOpaque(context).takeUnretainedValue()
                return signing.give(UnsafeBufferPointer(start: data, count: count), signature, length)
            }, &context)
        return code == LIBSSH2_ERROR_EAGAIN && open != nil ? Self.isWanted : code
    }

    /// Returns the signature in memory that libssh2 frees, or records the bytes to sign.
    private func give(
        _ data: UnsafeBufferPointer<UInt8>, _ place: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?,
        _ length: UnsafeMutablePointer<Int>?
    ) -> Int32 {
        guard let signature else {
            wanted = Array(data)
            return LIBSSH2_ERROR_EAGAIN
        }
        guard let place, let length, let memory = malloc(max(1, signature.count)) else { return -1 }
        memory.copyMemory(from: signature, byteCount: signature.count)
        place.pointee = memory.assumingMemoryBound(to: UInt8.self)
        length.pointee = signature.count
        return 0
    }
}
