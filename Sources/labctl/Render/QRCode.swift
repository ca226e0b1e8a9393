import Labs

/// A picture of an address that a telephone can read, by qrencode(1).
enum QRCode {
    /// The picture as SVG for within a page: without styles, which the page's policy forbids, and without an id, for a
    /// booklet has many of them.
    static func svg(of address: String) throws -> String {
        let text = try LocalCommand(
            "qrencode", "-t", "SVG", "-m", "2", "--svg-path", "-o", "-", "--", address
        ).runBlocking()
        guard let start = text.firstRange(of: "<svg") else {
            throw LabError("qrencode drew no picture of \(address)")
        }
        return String(text[start.lowerBound...])
            .replacing("style=\"stroke:#000000\"", with: "stroke=\"#000\"")
            .replacing(" id=\"QRcode\"", with: "")
    }

    /// Throws `Failure` where there is no qrencode.
    static func check() throws {
        guard !Program.isInstalled("qrencode") else { return }
        throw Failure(
            "qrencode is missing: it draws the code of a page's address",
            ["Install it: sudo apt-get install qrencode"], status: .failed)
    }
}
