// What is worth a look whatever the step was about: each is a line.
extension Collector {
    /// How full the disks are (df(1)): `/`, `/var`, and every other that is nearly full; and whether one of those two is
    /// read-only (proc(5), `/proc/mounts`).
    public static let disks = with(
        "df", "disks",
        """
        df -P -h 2>&- | { read -r _; found=
            while read -r device _ _ free used mount; do
                [[ $device != squashfs && $used == *% && $found$'\\n' != *$'\\n'"$mount "* ]] || continue
                [[ $mount == / || $mount == /var || ${used%\\%} -ge 95 ]] || continue
                found+=$'\\n'"$mount $used used, $free free"
            done
            while read -r _ mount _ options _; do
                [[ $mount != / && $mount != /var || ,$options, != *,ro,* ]] || found+=$'\\n'"$mount is read-only"
            done </proc/mounts
            found=${found:1}; echo "${found//$'\\n'/; }"; }
        """)

    /// How busy the host is: how many processes want to run, over one and over five minutes, and on how many processors
    /// (proc(5)). A container tells it of the computer that it is on.
    public static let load = Collector(
        "load",
        Script(
            """
            read -r one five _ </proc/loadavg && processors=$(nproc) || exit 0
            busy=; ((${one%.*} < processors)) || busy=': it is busy, and everything takes longer'
            echo "$one over a minute, $five over five, on $processors processors$busy"
            """))

    /// The host's clock beside ours (date(1)); `time` is ours, in seconds since 1970-01-01 UTC.
    public static func clock(_ time: Int) -> Collector {
        Collector(
            "clock",
            Script(
                """
                TZ=UTC; printf '%(%Y-%m-%d %H:%M:%S)T UTC' -1
                ahead=$((EPOCHSECONDS - \(time)))
                if ((ahead < -9)); then printf ', %d s behind labctl' $((-ahead)); fi
                if ((ahead > 9)); then printf ', %d s ahead of labctl' $ahead; fi
                synced=$(timedatectl show -p NTPSynchronized --value 2>&-) || synced=
                [[ -z $synced ]] || printf ', kept by NTP: %s' "$synced"
                echo
                """))
    }
}
