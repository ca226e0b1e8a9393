# `where` tells how far somebody has come, also without a journal and when a host is off.
stands_on fresh
where=(labctl where guide/01-simple.md guide/02-ha.md)
point=acceptance.where

# How many steps of the whole guide hold.
held_in_all() {
    { labctl where --json || true; } |
        python3 -c 'import json, sys; print(sum(chapter["held"] for chapter in json.load(sys.stdin)["chapters"]))'
}

# is_at WORDS CHAPTER STEP[,STEP]: what `where` says of the chapters (shell patterns), and the step that comes next.
is_at() {
    { "${where[@]}" --json || true; } | python3 -c '
import fnmatch, json, sys
found = json.load(sys.stdin)
words = [chapter["word"] for chapter in found["chapters"]]
chapter, step = found["next"]["chapter"], found["next"]["step"]["id"]
print(words, chapter, step)
_, wanted, wanted_chapter, wanted_steps = sys.argv
as_wanted = all(map(fnmatch.fnmatch, words, wanted.split(",")))
sys.exit(not (as_wanted and wanted_chapter in chapter and step in wanted_steps.split(",")))
' "$@"
}

says "on fresh hosts no chapter has begun" is_at "not begun,not begun" 01-simple etcd-package
says "and no host is out of reach, though a chapter acts as a user who is made later" exits 1 labctl where
says "nor does any step of the whole guide hold" test "$(held_in_all)" = 0
says "who came late reaches a step of the second chapter in one command" run guide/02-ha.md --until etcd-healthy
says "where then names the step after it" is_at "*,under way" 02-ha etcd-refuses-strangers,master-binaries
says "the same command again changes nothing" changes_nothing guide/02-ha.md --until etcd-healthy
says "the point is kept" labctl lab snapshot $point
says "a few steps further on" run guide/02-ha.md --until service-account-keys
on morrigan chmod 0666 /etc/default/etcd
says "an earlier step that drifted is named, and comes first" is_at "*,under way" 02-ha etcd-config
says "with the host and what differs there" tells 1 "drifted: etcd-config on morrigan: the mode is 0666" "${where[@]}"
says "check without a chapter tells the same" tells 1 "drifted: etcd-config on morrigan" labctl check
says "back at the point that was kept" labctl lab restore $point
says "where is back there, too" soon is_at "*,under way" 02-ha etcd-refuses-strangers,master-binaries
forget $point
says "fresh hosts for somebody who types" labctl lab reset
rm -f .labctl/celtic/journal.sqlite*
on morrigan 'echo exit 101 >/usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d
    apt-get install -qqy etcd-server etcd-client; rm /usr/sbin/policy-rc.d' >/dev/null
says "without any journal, what was typed by hand counts" is_at "under way,*" 01-simple etcd-certificates
labctl lab power off esus
says "a host that is off comes first" tells 2 "Next: reach esus again" "${where[@]}"
labctl lab power on esus
