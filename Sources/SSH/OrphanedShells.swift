/// The bash by which a new shell deals with shells whose labctl is dead, before it takes any work.
///
/// A labctl that is killed leaves the script that it had under way running on the host: nobody told it to end.
/// A script of the next run would meet it there, in the same files. So each shell notes down, in a directory of root's,
/// which connection it belongs to; a new one that finds a shell without its connection waits for the script's end, and
/// after some seconds ends it. Shells of a labctl that lives are left alone. Whoever may not write to that directory
/// goes without.
enum OrphanedShells {
    /// Seconds that a script without its labctl may still take.
    static let patience = 12

    /// Waits for orphans, then signs in. `/proc/PID` of the connection (its sshd, behind a sudo) tells whether it stands.
    static func greeting(patience: Int = patience) -> String {
        """
        _d=/run/labctl-shells; [ -d $_d ] || mkdir -m 700 $_d
        _children() { read -r -a _c </proc/$1/task/$1/children; }
        _orphan() { for ((_i = 0; _i < \(patience * 10); _i++)); do [ -d /proc/$1 ] || return; sleep 0.1; done
        for _g in TERM KILL; do _children $1; for _p in "${_c[@]}"; do kill -$_g -- -$_p; done
        for ((_i = 0; _i < 20; _i++)); do [ -d /proc/$1 ] || return; sleep 0.1; done; done; kill -KILL $1; }
        for _f in $_d/*; do [ -O $_f ] && read -r _p <$_f && ! [ -d /proc/$_p ] && { _orphan ${_f##*/}; rm -f $_f; }; done
        _p=$PPID; while read -r _ _c _ _q _ </proc/$_p/stat && [ "$_c" = '(sudo)' ]; do _p=$_q; done
        [ -w $_d ] && echo $_p >$_d/$$ && trap "rm -f $_d/$$" EXIT

        """
    }
}
