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
        chapter = Chapter(path: path, bytes: try TextFile.read(path))
        do throws(Diagnostics) { lab = try options.read(near: path) } catch {
            throw Diagnostics(Lint(chapter).diagnostics + error.list)
        }
        let lint = Lint(chapter, inventory: lab.inventory)
        guard lint.errors.isEmpty else { throw Diagnostics(lint.diagnostics) }
        steps = lint.steps
    }
}
