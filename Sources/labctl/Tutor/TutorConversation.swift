/// A user who reads the output and answers, one line at a time.
protocol TutorConversation: Sendable {
    /// Shows rows.
    func show(_ rows: [String])
    /// Asks, and waits for a line; nil where there is no more to come: end of file, or Ctrl-C.
    func answer(to prompt: String) async -> String?
}
