extension ArtifactStep {
    /// The files that `url=local:` names, in an attribute or in the list of the body.
    public static func filesSent(by block: StepBlock) -> [SentFile] {
        let named = block.attributes.entries.compactMap(sentFile)
        guard block.body.contains("local:") else { return named }
        let body = try? Fields(yaml: block.body, title: "", at: block.bodyPlace)
        guard case .list(let files)? = body?.entries.first(where: { $0.name == "files" })?.content else {
            return named
        }
        return named
            + files.flatMap { file -> [SentFile] in
                if case .map(let fields) = file.content { fields.entries.compactMap(sentFile) } else { [] }
            }
    }

    private static func sentFile(_ entry: Fields.Entry) -> SentFile? {
        guard entry.name == "url", case .text(let url) = entry.content, url.hasPrefix("local:"),
            !url.contains("{{")
        else { return nil }
        return SentFile(path: String(url.dropFirst(6)), place: entry.valuePlace)
    }
}
