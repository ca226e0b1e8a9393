/// `remark`: a word to those who teach: common errors, what to ask, what to look at. Students' handouts do not have it.
public struct Remark: Companion {
    /// The remark, as Markdown.
    public let text: String

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "remark",
        states: "tells teachers what often goes wrong here and what to ask; only the handout for "
            + "instructors has it",
        probing: "",
        body: "the remark, in Markdown",
        attributes: [],
        example: """
            ```markdown {remark for=#etcd-up}
            Most start the members one after another and wait for the first. Ask: *who could vote?*
            ```
            """)

    /// Takes the body as the remark.
    public init(from decoder: inout StepDecoder) {
        text = decoder.prose(of: Self.documentation.name)
    }
}
