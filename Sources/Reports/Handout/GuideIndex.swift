public import Chapters

/// The first page of a rendered guide: its chapters in order.
public enum GuideIndex {
    /// The page; each chapter comes with the address of its own page.
    public static func html(_ chapters: [(chapter: Chapter, address: String)]) -> String {
        let items = chapters.map { chapter, address in
            Item(
                address: address, title: chapter.title, summary: chapter.frontMatter.summary,
                duration: chapter.frontMatter.duration)
        }
        return HTMLPage.text(
            title: "The guide", description: "The chapters of the guide", style: Handout.style,
            body: HTMLPage.render(template, ["chapters": items]))
    }

    private struct Item {
        let address: String
        let title: String
        let summary: String?
        let duration: String?
    }

    private static let template = """
        <div class="page">
        <header><h1>The guide</h1></header>
        <main>
        <ol class="chapters">
        {{#chapters}}
        <li><a href="{{address}}">{{title}}</a>{{#duration}} <small>{{.}}</small>{{/duration}}
        {{#summary}}<p>{{.}}</p>{{/summary}}</li>
        {{/chapters}}
        </ol>
        </main>
        </div>
        """
}
