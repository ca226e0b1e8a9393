/// Whom a handout is for.
public enum Audience: String, Sendable, CaseIterable {
    /// Somebody who works through the chapters: solutions and remarks are not in the pages at all.
    case student
    /// Somebody who teaches them: everything, and what each step counts.
    case instructor
}
