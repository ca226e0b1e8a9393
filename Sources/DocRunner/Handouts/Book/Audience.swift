/// The audience of a handout.
public enum Audience: String, Sendable, CaseIterable {
    /// Students who work through the chapters: the pages do not contain solutions and remarks.
    case student
    /// Teachers: the pages contain everything, with the points of each step.
    case instructor
}
