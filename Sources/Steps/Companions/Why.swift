/// `why`: the reason for a step, for those who want to know more than the text needs; folded beside it.
public struct Why: Companion {
    /// The reason, as Markdown.
    public let text: String

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "why",
        states:
            "gives the reason for a step; a site shows it folded, paper in small print",
        probing: "",
        body: "the reason, in Markdown",
        attributes: [],
        example: """
            ```markdown {why for=#etcd-up}
            Three members and not two: of two, both are needed for a majority, so two fail more often than one.
            ```
            """)

    /// Takes the body as the reason.
    public init(from decoder: inout StepDecoder) {
        text = decoder.prose(of: Self.documentation.name)
    }
}
