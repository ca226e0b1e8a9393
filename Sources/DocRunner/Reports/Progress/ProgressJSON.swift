public import DocRunner
import Foundation
import Steps

/// The progress in a guide for scripts: one JSON object, its members in the order of their names.
///
///     {"chapters": [{"name", "path", "title", "word", "held", "steps", "unknown", "drifted": [STEP]}],
///      "next": {"chapter": PATH, "step": STEP}, "unreachable": {HOST: WHY}, "exitCode": 1}
///
/// A STEP is `{"id", "place", "hosts": [{"name", "state", "reasons"}]}`; `next` is missing where nothing is.
public enum ProgressJSON {
    /// The object and a line end.
    public static func text(of progress: GuideProgress) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Guide(progress)), as: UTF8.self) + "\n"
    }

    private struct Guide: Encodable {
        let chapters: [Chapter]
        let next: Next?
        let unreachable: [String: String]
        let exitCode: Int32

        init(_ progress: GuideProgress) {
            chapters = progress.chapters.indices.map { Chapter(progress, $0) }
            next = progress.next.map { Next(chapter: $0.chapter.path, step: Step($0.step)) }
            unreachable = progress.unreachable
            exitCode = progress.exitCode
        }
    }

    private struct Chapter: Encodable {
        let name: String
        let path: String
        let title: String
        let word: String
        let held: Int
        let steps: Int
        let unknown: Int
        let drifted: [Step]

        init(_ progress: GuideProgress, _ index: Int) {
            let chapter = progress.chapters[index]
            (name, path, title) = (chapter.name, chapter.path, chapter.title)
            word = progress.word(for: index).rawValue
            (held, steps, unknown) = (chapter.held, chapter.steps.count, chapter.unknown)
            drifted = progress.drifted(in: index).map { Step($0) }
        }
    }

    private struct Next: Encodable {
        let chapter: String
        let step: Step
    }

    private struct Step: Encodable {
        let id: String
        let place: String
        let hosts: [Host]

        init(_ step: Standing) {
            id = step.id
            place = step.place.description
            hosts = step.hosts.map { Host(name: $0.name, state: $0.state.rawValue, reasons: $0.reasons) }
        }
    }

    private struct Host: Encodable {
        let name: String
        let state: String
        let reasons: [String]
    }
}
