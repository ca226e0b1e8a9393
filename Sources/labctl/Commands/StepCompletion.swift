import ArgumentParser
import Chapters
import Steps

/// Completes step ids from the chapter that the command line names already.
enum StepCompletion {
    static let kind = CompletionKind.custom { words, _, prefix in
        words.filter { $0.hasSuffix(".md") }
            .compactMap { path in (try? TextFile.read(path)).map { Chapter(path: path, bytes: $0) } }
            .flatMap { Lint($0).steps.map(\.id) }
            .filter { $0.hasPrefix(prefix) }
    }
}
