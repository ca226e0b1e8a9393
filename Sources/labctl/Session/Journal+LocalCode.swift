import DocRunner
import Steps

extension Journal {
    /// What the journal would have carried out on the computer that labctl runs on, to mend what a killed labctl left.
    ///
    /// Throws `JournalError` where it cannot be read.
    func localCode() throws(JournalError) -> [LocalCode] {
        let drills = try unhealedDrills().flatMap { drill in
            drill.healsByHost.filter { $0.host == Host.local.name }.compactMap(\.actions.script).map {
                LocalCode("what heals drill `\(drill.step)`", $0.text)
            }
        }
        let mutations = try openMutations().filter { $0.host == Host.local.name }.compactMap { mutation in
            mutation.undoing.map {
                LocalCode("what undoes a mutation of `\(mutation.step)`", $0.text)
            }
        }
        return drills + mutations
    }
}
