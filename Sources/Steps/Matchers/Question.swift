/// Something that a check asks of a host, and how the answer is read.
protocol Question: Sendable {
    /// The bash that asks, in a subshell of its own; its output and status are the answer. Changes nothing.
    var script: String { get }

    /// Whether the answer is the wanted one.
    func finding(_ answer: Reply) -> Finding

    /// The question in a few words: "port 6443".
    var title: String { get }

    /// What to look at besides on a host where the answer is not the wanted one.
    var collectors: [Collector] { get }

    /// Ways to break on a host what is asked for; the finding must notice. A matcher that knows none for its own example
    /// says why in its documentation (`noMutations`).
    func mutations(on host: Host) -> [Mutation]

    /// The real answer, falsified; the finding must notice.
    func falseAnswers(to answer: Reply) -> [FalseAnswer]
}
