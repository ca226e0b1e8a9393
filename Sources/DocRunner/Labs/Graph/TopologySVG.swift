import Steps

/// Draws a lab as an SVG picture: the network as a bar, below it a panel a role with its hosts as cards.
///
/// The text stays text, scales with the page, and follows a dark colour scheme (SVG 1.1, no scripts, no fonts).
public struct TopologySVG {
    // Lengths in user units; a panel's height follows from what it holds.
    static let margin = 28, panelWidth = 224, gap = 20, panelTop = 178
    private static let padding = 14, cardHeight = 74, pillHeight = 32, headHeight = 38

    let lab: Lab
    let topology: Topology
    private var lines: [String] = []

    /// The picture's text.
    public static func text(of lab: Lab) -> String {
        var picture = TopologySVG(lab: lab, topology: Topology(lab))
        picture.draw()
        return picture.lines.joined(separator: "\n") + "\n"
    }

    private init(lab: Lab, topology: Topology) {
        self.lab = lab
        self.topology = topology
    }

    private var width: Int {
        let count = max(topology.groups.count, 2)
        return 2 * Self.margin + count * Self.panelWidth + (count - 1) * Self.gap
    }

    private var panelsEnd: Int { Self.panelTop + (topology.groups.map(Self.height).max() ?? 0) }

    private var height: Int { panelsEnd + trafficHeight + Self.margin }

    static func height(of group: Topology.Group) -> Int {
        headHeight + group.hosts.count * (cardHeight + 10) + group.virtualAddresses.count * (pillHeight + 10)
            + 4
    }

    private mutating func draw() {
        add(#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(width) \#(height)" role="img""#)
        add(#"     width="\#(width)" height="\#(height)" aria-labelledby="title">"#)
        add(
            "<title id=\"title\">The lab \(lab.name): \(lab.inventory.hosts.count) hosts\(lab.subnet.map { " in \($0)" } ?? "")</title>"
        )
        add(Self.style)
        add(#"<rect class="page" width="\#(width)" height="\#(height)" rx="16"/>"#)
        drawNetwork()
        for (index, group) in topology.groups.enumerated() {
            draw(group, at: Self.margin + index * (Self.panelWidth + Self.gap), hue: index % 6)
        }
        drawTraffic(below: panelsEnd)
        add("</svg>")
    }

    private mutating func drawNetwork() {
        let middle = width / 2
        add(#"<path class="wire" d="M \#(middle) 66 V 112"/>"#)
        add(#"<rect class="computer" x="\#(middle - 76)" y="28" width="152" height="38" rx="19"/>"#)
        text("labctl", "name middle", middle, 52)
        add(
            #"<rect class="network" x="\#(Self.margin)" y="112" width="\#(width - 2 * Self.margin)" height="36" rx="18"/>"#
        )
        text(lab.networkTitle, "bar middle", middle, 135)
        let loose = topology.loose.map { "\($0.name) \($0.address)" }.joined(separator: "   ")
        if !loose.isEmpty { text(loose, "bar end", width - Self.margin - 20, 135) }
    }

    private mutating func draw(_ group: Topology.Group, at x: Int, hue: Int) {
        let top = Self.panelTop, height = Self.height(of: group)
        add(#"<g class="hue\#(hue)">"#)
        add(#"<path class="wire" d="M \#(x + Self.panelWidth / 2) 148 V \#(top)"/>"#)
        add(
            #"<rect class="panel" x="\#(x)" y="\#(top)" width="\#(Self.panelWidth)" height="\#(height)" rx="14"/>"#
        )
        text(group.role, "role", x + Self.padding + 2, top + 25)
        var y = top + Self.headHeight
        for virtual in group.virtualAddresses {
            draw(virtual, x + Self.padding, y)
            y += Self.pillHeight + 10
        }
        for host in group.hosts {
            draw(host, further: group.furtherRoles(of: host), x + Self.padding, y)
            y += Self.cardHeight + 10
        }
        add("</g>")
    }

    private mutating func draw(_ virtual: Inventory.VirtualAddress, _ x: Int, _ y: Int) {
        let width = Self.panelWidth - 2 * Self.padding
        add(
            #"<rect class="pill" x="\#(x)" y="\#(y)" width="\#(width)" height="\#(Self.pillHeight)" rx="16"/>"#
        )
        text(virtual.name, "name", x + 16, y + 21)
        text(virtual.address, "address end", x + width - 16, y + 21)
    }

    private mutating func draw(_ host: Host, further: [String], _ x: Int, _ y: Int) {
        let width = Self.panelWidth - 2 * Self.padding
        add(
            #"<rect class="card" x="\#(x)" y="\#(y)" width="\#(width)" height="\#(Self.cardHeight)" rx="9"/>"#
        )
        add(
            #"<rect class="edge" x="\#(x)" y="\#(y + 12)" width="4" height="\#(Self.cardHeight - 24)" rx="2"/>"#
        )
        text(host.name, "name", x + 16, y + 24)
        text(host.address, "address", x + 16, y + 44, within: width - 28)
        if let address = host.publicAddress { text(address, "public", x + 16, y + 62, within: width - 28) }
        if !further.isEmpty { text(further.joined(separator: " · "), "further end", x + width - 12, y + 24) }
    }

    /// A line of text; one that would not fit is drawn narrower (SVG 1.1, 10.4).
    mutating func text(_ words: String, _ kind: String, _ x: Int, _ y: Int, within width: Int = .max) {
        let isWide = words.count * Self.letterWidth > width
        let fit = isWide ? #" textLength="\#(width)" lengthAdjust="spacingAndGlyphs""# : ""
        add(#"<text class="\#(kind)" x="\#(x)" y="\#(y)"\#(fit)>\#(Self.escaped(words))</text>"#)
    }

    /// What a letter of an address takes, rounded up.
    private static let letterWidth = 8

    mutating func add(_ line: String) { lines.append(line) }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            default: result.append(character)
            }
        }
    }
}
