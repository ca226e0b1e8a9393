import Foundation

/// GitHub's own cmark, as the package cmarkgfm brings it: the judge of what is a table; kept in the user's cache.
enum GitHubMarkdown {
    private static let package = "cmarkgfm==2025.10.22"

    /// What it makes of each document, tables being the only extension.
    static func html(of documents: [String]) throws -> [String] {
        let folder = Specification.cache.appending(path: package)
        if !FileManager.default.fileExists(atPath: folder.appending(path: "cmarkgfm").path) {
            _ = try Tool.run(
                "python3", ["-m", "pip", "install", "--quiet", "--target", folder.path, package])
        }
        let program = """
            import json, sys
            sys.path.insert(0, sys.argv[1])
            import cmarkgfm
            from cmarkgfm.cmark import Options
            print(json.dumps([cmarkgfm.markdown_to_html_with_extensions(text, options=Options.CMARK_OPT_UNSAFE, extensions=["table"])
                              for text in json.load(sys.stdin)]))
            """
        let input = String(decoding: try JSONEncoder().encode(documents), as: UTF8.self)
        let output = try Tool.run("python3", ["-c", program, folder.path], input: input)
        return try JSONDecoder().decode([String].self, from: Data(output.utf8))
    }
}
