import Steps

extension StepReader {
    /// Gives a companion to the step that it belongs to.
    mutating func read(_ companion: CompanionBlock) {
        guard let target = companion.target else { return check(companion, ofStepAt: nil) }
        guard let index = indices[target] else {
            report(
                .error(
                    "unknown-step", at: companion.targetPlace, "there is no step `#\(target)`",
                    Spelling.nearest(to: target, among: steps.map(\.id)).map { ["Did you mean `#\($0)`?"] }
                        ?? []))
            return check(companion, ofStepAt: nil)
        }
        steps[index].companions.append(companion)
        check(companion, ofStepAt: index)
    }

    /// Decodes it for the first host of its step; as written where there is none.
    private mutating func check(_ companion: CompanionBlock, ofStepAt index: Int?) {
        if let id = companion.block.id {
            report(
                .error(
                    "useless-id", at: companion.block.kindPlace,
                    "a `\(companion.block.kind)` has no id, as `#\(id)` is",
                    ["Name the step that it belongs to: for=#\(id)"]))
        }
        do throws(Diagnostics) {
            if let index, let scope = firstScope(ofStepAt: index) {
                if let selector = try companion.content(in: scope).hosts { checkSelection(selector) }
            } else {
                _ = try companion.contentAsWritten()
            }
        } catch { for problem in error.list { report(problem) } }
    }
}
