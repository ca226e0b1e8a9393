/// Changes to the HTML that cmark makes of a chapter: its title taken off, links and pictures of the guide made whole.
enum HandoutText {
    /// Takes the title off the text; answers what stands in it, nil where the text does not begin with one.
    static func takeTitle(from html: inout String) -> String? {
        guard html.hasPrefix("<h1>"), let end = html.firstRange(of: "</h1>\n") else { return nil }
        let title = String(html[..<end.lowerBound].dropFirst(4))
        html.removeSubrange(..<end.upperBound)
        return title
    }

    /// Links to chapters become links to their pages: `02-ha.md#etcd` to `02-ha.html#etcd`.
    static func linked(_ html: String) -> String {
        html.replacing(/<a href="([^":]+)\.md((?:#[^"]*)?)"/) { "<a href=\"\($0.1).html\($0.2)\"" }
    }

    /// Pictures named by a relative path get the source that `picture` answers for the path.
    static func illustrated(_ html: String, picture: (String) -> String?) -> String {
        html.replacing(/<img src="([^":]+)"/) { match in
            let path = String(match.1).replacing("&amp;", with: "&")
            return "<img src=\"\(picture(path).map { XML.escape($0) } ?? String(match.1))\""
        }
    }
}
