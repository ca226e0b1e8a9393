public import DocRunner

/// One self-contained page: the proportions, what does not hold, drills, a table of steps and hosts, all in full.
public enum HTMLReporter: Reporter {
    /// `html`.
    public static let name = "html"
    /// What it is for.
    public static let summary = "one self-contained page, for reading and printing"

    /// The page; everything in it that came from a host or a chapter is escaped.
    public static func text(of events: [Event], on surface: Surface) -> String {
        let page = RunPage(Report(events))
        return HTMLPage.text(
            title: "\(page.title): \(page.verdict)", description: page.facts, style: RunPage.style,
            body: HTMLPage.render(RunPage.template, page))
    }
}
