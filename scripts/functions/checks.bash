# Functions for the parts of scripts/acceptance: checks, what commands must do, and the computer that the lab runs on.

# The part that is being carried out, and how many of its checks have failed.
this=acceptance failures=0

# says "what a user relies on" a-command…: one check; its output is shown where the command fails.
says() {
    local sentence=$1; shift
    heading
    if "$@" >"$WORK/out" 2>&1; then
        echo ok >>"$WORK/results"; echo "ok      $sentence"
    else
        fails "$sentence"
        grep -v ' held ' "$WORK/out" | tail -n 60 | sed 's/^/        /'
    fi
}

# fails "what a user relies on": a check that has failed.
fails() {
    heading
    failures=$((failures + 1)); echo FAILED >>"$WORK/results"; echo "FAILED  $1"
}

# heading: names the part whose checks follow, where the check before was of another part.
heading() {
    [[ $(cat "$WORK/heading" 2>/dev/null) != "$this" ]] || return 0
    echo "== $this"; echo "$this" >"$WORK/heading"
}

# exits CODE a-command…: the command ends with that exit code.
exits() {
    local wanted=$1; shift
    "$@"; local code=$?
    [[ $code == "$wanted" ]] || { echo "exit $code, not $wanted: $*"; return 1; }
}

# tells CODE WORDS a-command…: the command ends with that exit code and says the words.
tells() {
    local code=$1 words=$2; shift 2
    "$@" >"$WORK/told" 2>&1; local found=$?
    cat "$WORK/told"
    [[ $found == "$code" ]] && tr -s ' \n' '  ' <"$WORK/told" | grep -q -- "$words"
}

# soon a-command…: the command succeeds within 20 tries. Hosts that have just booted still start their services, and a
# busy cluster may give no answer for seconds.
soon() { for _ in {1..20}; do "$@" && return; sleep 1; done; return 1; }

# recovers CHAPTER: every step of the chapter holds within 30 tries.
recovers() {
    for _ in {1..30}; do labctl check "$1" >"$WORK/recovers" 2>&1 && return; sleep 2; done
    cat "$WORK/recovers"; return 1
}

# until_says WORDS a-command…: waits until its output contains the words, a minute at most.
until_says() {
    local words=$1; shift
    for _ in {1..300}; do "$@" 2>&1 | grep -q -- "$words" && return; sleep 0.2; done
    fails "within a minute, $* says $words"
}

# accepts CHAPTER STEP: the API server would take the objects of a manifest step that was passed over.
accepts() {
    objects_of "$@" |
        on tanaris kubectl apply --server-side --field-manager=labctl --force-conflicts --dry-run=server -f -
}

# objects_of CHAPTER STEP: the YAML of a manifest step, with the values of the chapter's `vars`.
objects_of() {
    python3 - "$@" <<-'END'
	import re, sys
	text = open(sys.argv[1]).read()
	values = dict(re.findall(r"^  (\w+): (.*)$", text.split("\n---\n")[0], re.M))
	body, = re.findall(r"^```yaml \{manifest #%s [^\n]*\}\n(.*?)^```$" % sys.argv[2], text, re.M | re.S)
	print(re.sub(r"\{\{(\w+)\}\}", lambda name: values[name[1]], body))
	END
}

# The cluster of chapter 2 is kept as a snapshot. A file beside the journal says from which chapter and lab file it was made.
cluster=acceptance.cluster made_from=.labctl/celtic/acceptance.cluster
sources_of_cluster() { cat guide/02-ha.md lab.yaml | sha256sum; }

cluster_is_kept() { [[ $(cat "$made_from" 2>/dev/null) == "$(sources_of_cluster)" ]]; }
keep_cluster() { forget $cluster; labctl lab snapshot $cluster && sources_of_cluster >"$made_from"; }
restore_cluster() { labctl lab restore $cluster || { rm -f "$made_from"; return 1; }; }
forget_cluster() { rm -f "$made_from"; forget $cluster; }

# forget SNAPSHOT: deletes it, if there is one.
forget() { labctl lab snapshot --delete "$1" >/dev/null 2>&1 || :; }

# What labs change on this computer: their network namespaces, their mounts, and the settings that a kubelet sets.
spaces() { ip netns list | grep -c ^labctl-; }
mounts() { grep -c labctl- /proc/mounts; }
settings() { sysctl -n kernel.panic kernel.panic_on_oops vm.overcommit_memory; }

note_computer() { local what; for what in spaces mounts settings; do $what >"$WORK/before.$what"; done; }

# as_before WHAT: it is as it was before the first part.
as_before() { [[ $($1) == "$(cat "$WORK/before.$1")" ]]; }
