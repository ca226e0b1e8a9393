import FoundationEssentials

/// Moments in ISO 8601, always in UTC, so that a report reads the same everywhere.
enum UTC {
    /// `2026-11-22T11:05:34`, from seconds since 1970-01-01 UTC; without fractions or zone, as JUnit's schema wants it.
    static func text(_ seconds: Double) -> String {
        Date(timeIntervalSince1970: seconds)
            .formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false))
    }
}
