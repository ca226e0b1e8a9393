/// Draws a lab as an SVG picture.
public enum TopologySVG {
    /// The picture's text.
    public static func text(of lab: Lab) -> String { "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n" }
}
