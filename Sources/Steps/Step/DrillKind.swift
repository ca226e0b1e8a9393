/// A kind of step that breaks something on purpose. It is always carried out: nothing can say that it already was.
public protocol DrillKind: StepKind {
    /// What to break, what to ask, how long; nil where the block does not say what is broken or asked.
    var drill: Drill? { get }
}

extension DrillKind {
    /// A drill.
    public static var nature: KindNature { .drill }
    /// A drill.
    public var nature: StepNature { .drill(self) }
}
