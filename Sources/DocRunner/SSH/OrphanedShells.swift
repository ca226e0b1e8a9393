/// The bash code with which a new shell ends the scripts of dead labctl processes, before it takes work.
///
/// When labctl is killed, its script keeps running on the host. A script of the next run could then work on
/// the same files at the same time. So each shell notes down, in a directory of root's, which connection it
/// belongs to; a new one that finds a shell without its connection waits for the script's end, and after some
/// seconds ends it. Shells of a running labctl are not touched. A user who may not write to that directory
/// does not get this protection.
enum OrphanedShells {
    /// Waits for orphans, then signs in. `/proc/PID/stat` of the connection (its sshd, behind a sudo) tells whether it stands:
    /// a process that has ended and that nobody has asked for its status yet (Z, proc(5)) does not.
    /// `patience` is in seconds, for all of them together.
    static func greeting(patience: Int) -> String {
        """
        _d=/run/labctl-shells; [ -d $_d ] || mkdir -m 700 $_d
        _stands() { read -r _ _ _s _ </proc/$1/stat && [ "$_s" != Z ]; } 2>/dev/null
        _orphans() { _o=(); for _f in $_d/*; do [ -O $_f ] && read -r _p <$_f && ! _stands $_p || continue
        if [ -d /proc/${_f##*/} ]; then _o+=(${_f##*/}); else rm -f $_f; fi; done; [ ${#_o[@]} != 0 ]; }
        _await() { for ((_i = 0; _i < $1; _i++)); do _orphans || return 0; sleep 0.1; done; return 1; }
        _end() { for _q in "${_o[@]}"; do _c=(); read -r -a _c </proc/$_q/task/$_q/children
        for _p in "${_c[@]}"; do kill -$1 -- -$_p; done; done; }
        _await \(patience * 10) || { _end TERM; _await 20; } || { _end KILL; _await 20; } || kill -KILL "${_o[@]}"
        _p=$PPID; while read -r _ _c _ _q _ </proc/$_p/stat && [ "$_c" = '(sudo)' ]; do _p=$_q; done
        [ -w $_d ] && echo $_p >$_d/$$ && trap "rm -f $_d/$$" EXIT

        """
    }
}
