import DocRunner
import Reports
import Steps
import Testing

/// How far somebody has come, from tables of findings: no host is asked.
@Suite struct ProgressTests {
    @Test("where tells what the case expects", arguments: CaseFolder.all("progress"))
    func text(_ folder: CaseFolder) throws {
        let progress = FindingsTable(try folder.text("findings.txt")).progress
        let text = ProgressText(progress, on: Surface(columns: 80), bringBack: "labctl lab up")
        try folder.expect(
            text.rows.map { $0 + "\n" }.joined() + "exit \(progress.exitCode)\n", in: "expected.txt")
        #expect(text.rows.allSatisfy { Columns.width(of: $0) <= 80 })
    }

    @Test("colours change the looks and no character")
    func colours() throws {
        for folder in CaseFolder.all("progress") {
            let progress = FindingsTable(try folder.text("findings.txt")).progress
            func rows(_ isColored: Bool) -> [String] {
                ProgressText(progress, on: Surface(isColored: isColored), bringBack: "labctl lab up").rows
            }
            let colored = rows(true)
            #expect(colored.joined().contains("\u{1B}["))
            #expect(colored.map { $0.replacing(/\u{1B}\[[0-9]*m/, with: "") } == rows(false))
        }
    }

    @Test("the JSON form says the same")
    func json() throws {
        for folder in CaseFolder.all("progress") where folder.testDescription == "early-drift" {
            let progress = FindingsTable(try folder.text("findings.txt")).progress
            try folder.expect(try ProgressJSON.text(of: progress), in: "expected.json")
        }
    }

    @Test("the split is the earliest of the best", arguments: 0..<200)
    func split(seed: Int) {
        var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        func draw(_ count: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % count)
        }
        let steps = (0..<draw(30)).map { index in
            Standing(
                id: "s\(index)", title: "", place: SourcePlace(file: "c.md", line: index + 1),
                hosts: [.init("ash", [.holds, .differs, .unknown][draw(3)])], isTelling: true)
        }
        func score(_ split: Int) -> Int {
            steps[..<split].count { $0.state == .holds } + steps[split...].count { $0.state == .differs }
        }
        let best = (0...steps.count).max { score($0) < score($1) }
        let scores = (0...steps.count).map(score)
        #expect(
            ChapterProgress(path: "c.md", title: "", steps: steps).split
                == scores.firstIndex(of: scores.max() ?? 0))
        #expect(best.map(score) == scores.max())
    }
}

/// Findings as a test writes them: a chapter a `#` line, then a step a line with a mark for each of its hosts.
///
///     # guide/02-ha.md requires=01-base
///     etcd-up       : morrigan ✓; balar ✗ etcd is inactive
///     ready   check : morrigan !  no route to host
///
/// `✓` holds, `✗` differs, `!` unreachable, `?` unknown, `–` counts for nothing; `\n` ends a line; `check` only asks,
/// `shared` is of an earlier chapter too.
struct FindingsTable {
    private var chapters: [(path: String, requires: [String], steps: [Standing])] = []
    private var unreachable: [String: String] = [:]

    init(_ text: String) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("# ") { addChapter(line.dropFirst(2)) } else { addStep(line, at: index + 1) }
        }
    }

    var progress: GuideProgress {
        let chapters = chapters.map {
            ChapterProgress(path: $0.path, title: $0.path, requires: $0.requires, steps: $0.steps)
        }
        return GuideProgress(chapters, unreachable: unreachable)
    }

    private mutating func addChapter(_ line: Substring) {
        let words = line.split(separator: " ").map(String.init)
        let requires = words.dropFirst().flatMap {
            $0.dropFirst("requires=".count).split(separator: ",").map(String.init)
        }
        chapters.append((words[0], requires, []))
    }

    private mutating func addStep(_ line: Substring, at number: Int) {
        guard let colon = line.firstIndex(of: ":"), let chapter = chapters.indices.last else { return }
        let words = line[..<colon].split(separator: " ").map(String.init)
        let hosts = line[line.index(after: colon)...].split(separator: ";").compactMap { host($0) }
        let isTelling = !words.contains("check") && !words.contains("shared")
        chapters[chapter].steps.append(
            Standing(
                id: words[0], title: words[0], place: SourcePlace(file: chapters[chapter].path, line: number),
                hosts: hosts, isTelling: isTelling))
    }

    private mutating func host(_ text: Substring) -> Standing.OnHost? {
        let states: [Substring: Standing.State] = [
            "✓": .holds, "✗": .differs, "!": .unknown, "?": .unknown, "–": .uncounted,
        ]
        let words = text.split(separator: " ", maxSplits: 2)
        guard words.count > 1, let state = states[words[1]] else { return nil }
        let reason = words.count > 2 ? String(words[2]).replacing("\\n", with: "\n") : nil
        if words[1] == "!" { unreachable[String(words[0])] = reason ?? "" }
        return .init(String(words[0]), state, reason.map { [$0] } ?? [])
    }
}
