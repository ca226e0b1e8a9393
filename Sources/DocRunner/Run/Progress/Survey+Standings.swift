import Steps

// What the answers mean.
extension Survey {
    /// Masks the secrets of all chapters: what one has brought to a host another may find there.
    var redactor: Redactor {
        Redactor(plans.flatMap(\.secrets) + secrets + captures.flatMap(\.values).flatMap(\.secrets))
    }

    func standings() -> [[Standing]] {
        var known: Set<Inquiry> = []
        let redactor = redactor
        return plans.indices.map { index in
            let before = known
            return rows[index].map { row in
                let own = row.items.compactMap(\.inquiry)
                known.formUnion(own)
                return Standing(
                    id: row.entry.step.id, title: redactor.redact(row.entry.content?.title ?? ""),
                    place: row.entry.step.block.place,
                    hosts: hosts(of: row, in: index, redactor),
                    isTelling: row.entry.acts && !before.isSuperset(of: own))
            }
        }
    }

    private func hosts(of row: SurveyRow, in index: Int, _ redactor: Redactor) -> [Standing.OnHost] {
        guard asks(row.entry, in: index) else {
            return row.items.map { .init($0.host.name, .uncounted) }
        }
        let judged = judged(row)
        let isShown =
            judged.contains { $0.finding?.mayBeAnotherWay == true } && isShownByResults(row.entry, in: index)
        let shown = isShown ? plans[index].hostsShown(for: row.entry) : []
        return zip(row.items, judged).map { item, judged in
            guard let finding = judged.finding else { return unasked(item) }
            let isDone = shown.contains(judged.host.name) && finding.mayBeAnotherWay
            return .init(
                judged.host.name, isDone ? .holds : finding.state, finding.reasons.map(redactor.redact))
        }
    }

    private func judged(_ row: SurveyRow) -> [HostFinding] {
        let found = row.items.map { HostFinding(host: $0.host, finding: $0.finding) }
        return row.entry.content?.asking?.judge(found) ?? found
    }

    /// Whether every check that shows the step's result holds.
    private func isShownByResults(_ entry: Plan.Entry, in index: Int) -> Bool {
        let results = entry.step.envelope.shownBy.compactMap(plans[index].index(of:))
        return !results.isEmpty
            && results.allSatisfy { judged(rows[index][$0]).allSatisfy { $0.finding?.isHeld == true } }
    }

    /// Why nothing was found on a host: it cannot be reached, a value is missing, or there is nothing to ask.
    private func unasked(_ item: SurveyRow.Item) -> Standing.OnHost {
        guard let inquiry = item.inquiry else {
            return item.hasContent
                ? .init(item.host.name, .uncounted)
                : .init(item.host.name, .unknown, ["it needs a value that an earlier step brings"])
        }
        return switch answers[inquiry] {
        case .failure(let error)?: .init(item.host.name, .unknown, [error.message])
        case .success?:
            .init(item.host.name, .unknown, ["another question waited in vain, and this one not long"])
        case nil: .init(item.host.name, .unasked)
        }
    }
}

extension Finding {
    fileprivate var state: Standing.State { isHeld ? .holds : .differs }

    var reasons: [String] {
        if case .broken(let reason) = self { return [reason] }
        return differences.map(\.summary)
    }
}
