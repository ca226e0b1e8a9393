import Mustache

/// The frame of every page that labctl writes: one file that loads nothing, runs nothing and prints well.
enum HTMLPage {
    /// A page of a title, a plain-text description and a body that is HTML already.
    static func text(title: String, description: String, style: String, body: String) -> String {
        render(template, Frame(title: title, description: description, style: style, body: body))
    }

    /// Fills a template of this room; values are escaped, but for `{{{…}}}`.
    static func render(_ template: String, _ value: some Any) -> String {
        // The templates are constants, and a test parses each: a template that is wrong never leaves this room.
        (try? MustacheTemplate(string: template))?.render(value) ?? ""
    }

    private struct Frame {
        let title: String
        let description: String
        let style: String
        let body: String
    }

    /// Nothing may be loaded or run but styles of the page itself and pictures within it (CSP Level 3).
    private static let template = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
        img-src data: 'self'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="description" content="{{description}}">
        <title>{{title}}</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        {{{body}}}
        </body>
        </html>

        """
}
