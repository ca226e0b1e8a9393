/// `fill`: a file system has no room left, but for a little.
struct FillFault: Fault {
    let directory: String
    let left: Int

    static let documentation = FaultDocumentation(
        "fill", "path",
        breaks:
            "the file system that holds this directory is filled by one file in it. Where it is shared with other "
            + "machines, as the disks of the embedded lab are, it is refused: mount one of its own there first",
        heals: "the file is removed",
        options: [.init("leave", "size", "how much is left: 0, 512KiB, 1MiB, 2GiB; 0 by default")],
        example: "break: {fill: /var/lib/etcd, leave: 1MiB}")

    init(from fields: inout Fields) {
        let path = fields.requiredPath("fill")
        directory = path.hasSuffix("/") ? String(path.dropLast()) : path
        let text = fields.text("leave") ?? "0"
        let size = Self.bytes(text)
        if size == nil { fields.reportValue("leave", text, "a size: 0, 512KiB, 1MiB, 2GiB") }
        left = size ?? 0
    }

    private static func bytes(_ text: String) -> Int? {
        let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)]
        guard let unit = units.first(where: { text.hasSuffix($0.0) }) else { return text == "0" ? 0 : nil }
        guard let number = Int(text.dropLast(3)), (0...1_000_000).contains(number) else { return nil }
        return number * unit.1
    }

    var title: String { "the disk of \(directory) filled" }

    private var file: String { Script.quote("\(directory)/.labctl-drill-fill") }

    func question(on host: Host) -> Script? {
        let directory = Script.quote(directory)
        return Script(
            """
            [ -d \(directory) ] || { echo \(Script.quote("\(self.directory) is no directory")) >&2; exit 1; }
            systemd-detect-virt --quiet --container || exit 0
            [ "$(stat -f -c %T \(directory))" = tmpfs ] && exit 0
            echo \(Script.quote(Self.refusal(self.directory))) >&2
            exit 1
            """)
    }

    private static func refusal(_ directory: String) -> String {
        "\(directory) is on a disk that this container shares with its computer, and filling it would fill that. "
            + "Mount a tmpfs there first"
    }

    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction] {
        let directory = Script.quote(directory)
        return [
            .run(
                Script(
                    """
                    room() { echo $(($(stat -f -c '%a * %S' \(directory)) - \(left))); }
                    [ "$(room)" -gt 0 ] || { echo "there is no room to take" >&2; exit 1; }
                    for round in 1 2 3 4 5; do # what others hold for a moment is taken when they let go of it
                        size=$(room) end=$(stat -c %s \(file) 2>/dev/null || echo 0)
                        [ "$size" -le 0 ] || fallocate -o "$end" -l "$size" \(file) 2>/dev/null ||
                            head -c "$size" /dev/zero 2>/dev/null >>\(file)
                        sleep 0.1
                    done
                    [ "$(room)" -le \(1 << 20) ] || {
                        rm -f \(file); echo "the file system could not be filled" >&2; exit 1; }
                    """))
        ]
    }

    func healing(_ host: Host) -> [FaultAction] { [.run(Script("rm -f \(file)"))] }
}
