/// `lose`: a directory is empty, as on a disk that had to be replaced.
struct LoseFault: Fault {
    let directory: String
    let unit: String

    static let documentation = FaultDocumentation(
        "lose", "path",
        breaks:
            "a directory is empty, as after its disk was replaced: the unit that works in it is stopped, what is there is "
            + "moved aside, and the unit is started again, if it can be",
        heals:
            "by the author's `heal`, which restores the data and starts the unit; labctl cannot know how. "
            + "The old content is kept as PATH.labctl-lost until the same drill runs again",
        options: [.init("unit", "unit", "the unit that works in it", required: true)],
        example: "break: {lose: /var/lib/etcd/celtic, unit: etcd}")

    init(from fields: inout Fields) {
        let path = fields.requiredPath("lose")
        directory = path.hasSuffix("/") ? String(path.dropLast()) : path
        unit = fields.requiredUnit("unit")
    }

    var title: String { "what \(unit) kept in \(directory) lost" }

    var collectors: [Collector] { Collector.unit(unit) }

    /// The directory's parent is where it is moved aside: a mount point could not be.
    func question(on host: Host) -> Script? {
        let place = Script.quote(directory)
        return Script(
            """
            \(Script.expectRunning(unit).text)
            [ -d \(place) ] && [ ! -L \(place) ] || { echo \(Script.quote("\(directory) is no directory")) >&2; exit 1; }
            ! mountpoint -q \(place) || { echo \(Script.quote("\(directory) is a mount point: name a directory in it")) >&2; exit 1; }
            """)
    }

    /// Whatever is cut short leaves either the data in their place or an empty directory of the same owner and mode.
    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction] {
        let (place, aside) = (Script.quote(directory), Script.quote(directory + ".labctl-lost"))
        return [
            .run(
                Script(
                    """
                    set -e
                    systemctl stop -- \(Script.quote(unit))
                    rm -rf --one-file-system -- \(aside) \(aside).new
                    mkdir -- \(aside).new
                    chown --reference=\(place) -- \(aside).new; chmod --reference=\(place) -- \(aside).new
                    mv -T -- \(place) \(aside); mv -T -- \(aside).new \(place)
                    systemctl reset-failed -- \(Script.quote(unit)) 2>/dev/null || :
                    systemctl start --no-block -- \(Script.quote(unit))
                    """))
        ]
    }

    /// No more than an end of what was cut short. The unit is left alone: one that starts with the wrong settings while the
    /// author's commands are under way would write what spoils them.
    func healing(_ host: Host) -> [FaultAction] {
        let (place, new) = (Script.quote(directory), Script.quote(directory + ".labctl-lost") + ".new")
        return [.run(Script("[ -e \(place) ] || [ ! -e \(new) ] || mv -T -- \(new) \(place)"))]
    }
}
