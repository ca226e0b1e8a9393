/// One reader that must bear any bytes.
protocol Target: Sendable {
    /// What the command line calls it.
    static var name: String { get }

    /// The longest input, in bytes.
    static var longest: Int { get }

    /// Reads the bytes and traps where what comes out is not as it must be.
    static func read(_ bytes: [UInt8])
}

extension Target {
    /// 4 KiB: enough for every construct, and short enough for a million inputs.
    static var longest: Int { 4096 }
}

/// Every target. A new one is one new file and one line here.
enum Targets {
    static let all: [any Target.Type] = [
        ChapterTarget.self,
        InfoStringTarget.self,
        LabFileTarget.self,
        TranscriptTarget.self,
        HostTextTarget.self,
        RedactorTarget.self,
        ServerTarget.self,
        ShellTarget.self,
    ]
}

/// Traps, with words that say which promise is broken.
func expect(_ promise: Bool, _ words: @autoclosure () -> String) {
    if !promise { fatalError("broken promise: \(words())") }
}
