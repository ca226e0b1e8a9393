/// The files beside the pages, and what a page may load and run.
public enum Assets {
    /// The looks of all pages: `handout.css`.
    public static var style: String { String(decoding: PackageResources.handout_css, as: UTF8.self) }
    /// What pages do where scripts run: `handout.js`.
    public static var script: String { String(decoding: PackageResources.handout_js, as: UTF8.self) }

    /// Styles, scripts and pictures of the same folder, and nothing else (Content Security Policy Level 3). Where pages
    /// are read from disk, `file:` is that folder's scheme.
    static func sitePolicy(isWatched: Bool) -> String {
        "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file: data:; "
            + (isWatched ? "connect-src 'self'; " : "") + "base-uri 'none'; form-action 'none'"
    }

    /// The style and the script of the page itself, by their SHA-256 digests in Base64, and pictures within it.
    static func singlePolicy(style: String, script: String) -> String {
        "default-src 'none'; style-src 'sha256-\(style)'; script-src 'sha256-\(script)'; img-src data:; "
            + "base-uri 'none'; form-action 'none'"
    }
}
