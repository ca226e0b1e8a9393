import Foundation

/// The test cases that are files: a new folder is a new case.
enum CaseFolder {
    static let path = URL(filePath: #filePath).deletingLastPathComponent().path + "/Cases"

    /// The project's own folder.
    static let project = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
    }

    static func text(_ file: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(path)/\(file)") ?? Data(), as: UTF8.self)
    }
}
