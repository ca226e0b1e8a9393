import CSSH2
import Glibc

/// A signature that libssh2 wants and an agent makes: what is to be signed, until it is.
///
/// libssh2 asks for it in the middle of a call. The first time it is told to wait, the call is left, the agent is asked,
/// and the next call takes the signature along.
final class AgentSigning {
    private var wanted: [UInt8]?
    private var signature: [UInt8]?

    /// What a call answers that has to wait for the signature.
    static let isWanted: Int32 = 1

    /// What is to be signed; nil where nothing is, or it is signed already.
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

    /// Gives the signature in memory that libssh2 frees, or notes what is to be signed.
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
