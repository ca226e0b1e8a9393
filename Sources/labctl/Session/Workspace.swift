import Chapters
import Labs
import Steps

/// A chapter and the lab that it is for, both read and found right: what plan, check and run begin with.
struct Workspace {
    /// The lab.
    let lab: Lab
    /// The chapter.
    let chapter: Chapter
    /// Its steps.
    let steps: [Step]

    /// Reads a chapter and its lab; throws every problem of both at once.
    init(chapter path: String, lab options: LabOptions) throws {
        let chapter = try ChapterFile.read(path)
        let lab: Lab
        do throws(Diagnostics) { lab = try options.read(near: path) } catch {
            throw Diagnostics(Lint(chapter).diagnostics + error.list)
        }
        try self.init(chapter, in: lab)
    }

    /// Reads a chapter of a lab that is known; throws every problem of it.
    init(chapter path: String, in lab: Lab) throws { try self.init(ChapterFile.read(path), in: lab) }

    private init(_ chapter: Chapter, in lab: Lab) throws {
        (self.chapter, self.lab) = (chapter, lab)
        let lint = Lint(chapter, inventory: lab.inventory)
        guard lint.errors.isEmpty else { throw Diagnostics(lint.diagnostics) }
        steps = lint.steps
    }

    /// Reads several chapters, which must be of one lab.
    static func all(_ paths: [String], lab options: LabOptions) throws -> [Workspace] {
        let workspaces = try paths.map { try Workspace(chapter: $0, lab: options) }
        guard let first = workspaces.first else { throw Failure("no chapter is named", status: .usage) }
        if let other = workspaces.first(where: { $0.lab.stateDirectory != first.lab.stateDirectory }) {
            throw Failure(
                "\(other.chapter.path) and \(first.chapter.path) are of two labs",
                ["Ask for one lab at a time, or name it: --lab FILE"], status: .usage)
        }
        return workspaces
    }
}
