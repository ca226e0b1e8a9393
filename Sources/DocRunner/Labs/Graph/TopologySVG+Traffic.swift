// Who talks to whom, below the panels: a line down from each, and an arrow a conversation.
extension TopologySVG {
    static let laneHeight = 34, trafficHead = 12

    /// How much room the conversations take.
    var trafficHeight: Int {
        lab.traffic.isEmpty ? 0 : Self.trafficHead + lab.traffic.count * Self.laneHeight
    }

    mutating func drawTraffic(below top: Int) {
        guard !lab.traffic.isEmpty else { return }
        let bottom = top + trafficHeight
        for (index, group) in topology.groups.enumerated() {
            let begin = Self.panelTop + Self.height(of: group)
            add(#"<path class="life" d="M \#(middle(of: index)) \#(begin) V \#(bottom)"/>"#)
        }
        for (lane, conversation) in lab.traffic.enumerated() {
            draw(conversation, at: top + Self.trafficHead + (lane + 1) * Self.laneHeight - 8)
        }
    }

    private mutating func draw(_ conversation: Conversation, at y: Int) {
        let sources = topology.groups(of: conversation.from, in: lab)
        let begin = sources.first.map(middle) ?? Self.margin
        let hue = sources.first.map { " hue\($0 % 6)" } ?? " outside"
        let ends = topology.groups(of: conversation.to, in: lab).map(middle)
        add(#"<g class="talk\#(hue)">"#)
        for end in ends { drawArrow(from: begin, to: end, at: y) }
        add(#"<circle class="mouth" cx="\#(begin)" cy="\#(y)" r="4"/>"#)
        let far = ends.max { abs($0 - begin) < abs($1 - begin) } ?? begin
        if sources.isEmpty {
            text("\(conversation.from): \(conversation.by)", "by", begin - 4, y - 9)
        } else {
            text(conversation.by, "by middle", far == begin ? begin + 76 : (begin + far) / 2, y - 7)
        }
        add("</g>")
    }

    /// An arrow along the lane; who talks to its own group gets a loop.
    private mutating func drawArrow(from begin: Int, to end: Int, at y: Int) {
        if begin == end {
            add(#"<path class="way" d="M \#(begin) \#(y) h 26 v 10 H \#(begin + 4)"/>"#)
            add(#"<path class="head" d="M \#(begin + 1) \#(y + 10) l 9 -5 v 10 z"/>"#)
            return
        }
        let turn = end > begin ? -1 : 1
        add(#"<path class="way" d="M \#(begin) \#(y) H \#(end + turn * 8)"/>"#)
        add(#"<path class="head" d="M \#(end + turn) \#(y) l \#(turn * 9) -5 v 10 z"/>"#)
    }

    private func middle(of index: Int) -> Int {
        Self.margin + index * (Self.panelWidth + Self.gap) + Self.panelWidth / 2
    }
}
