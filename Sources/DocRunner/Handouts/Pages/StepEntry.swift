/// A step as the index names it.
public struct StepEntry: Sendable {
    let page: String
    let id: String
    let number: Int
    let hosts: [String]
    let paths: [String]
}
