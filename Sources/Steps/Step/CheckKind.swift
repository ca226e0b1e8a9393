/// A kind of step that only asks, so that there is nothing to be done on any host.
public protocol CheckKind: AskingKind {}

extension CheckKind {
    /// A check.
    public static var nature: KindNature { .check }
    /// A check.
    public var nature: StepNature { .check(self) }
}
