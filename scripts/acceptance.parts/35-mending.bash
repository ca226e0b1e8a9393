# What is undone by hand is found by `check`, on exactly that host, and mended by `run`, which changes nothing else.
stands_on cluster

# bad: the steps and hosts of the last run that do not hold, "step host" a line.
bad() {
    labctl report --format jsonl | python3 -c '
import json, sys
for line in sys.stdin:
    event = json.loads(line)
    if event["event"] == "host-finished" and event["outcome"] in ("failed", "unreachable", "broken", "skipped"):
        print(event["step"], event["host"])'
}

names_both() {
    local wanted; wanted=$(printf '%s\n' "keepalived-config morrigan" "scheduler-up balar")
    local found; found=$(bad | sort)
    echo "found: $found"
    [[ $found == "$wanted" ]]
}

# Routes, rules, an address, a node, a name, a mask, a pair of keys: nothing that systemd would notice.
broken_by_hand() {
    on balar 'ip route del 10.80.1.0/24'
    on esus 'iptables -w -t nat -F'
    on tanaris 'kubectl cordon esus >/dev/null'
    on dagda 'sed -i s/^10.0.0.45/10.0.0.99/ /etc/hosts'
    on artio 'systemctl -q mask --runtime containerd'
    on morrigan 'cd /etc/kubernetes/pki
        openssl ecparam -name prime256v1 -genkey -noout -out service-accounts.key
        openssl ec -in service-accounts.key -pubout -out service-accounts.pub 2>/dev/null
        systemctl restart kube-apiserver; sleep 4'
    for host in morrigan balar; do
        # shellcheck disable=SC2016 # the host expands it
        on $host '[[ -n $(ip -o address show to 10.0.0.39) ]] || ip address add 10.0.0.39/24 dev eth0'
    done
}

on balar systemctl disable --now kube-scheduler
on morrigan chmod 0666 /etc/keepalived/keepalived.conf
says "check fails when a scheduler is disabled and a mode is wrong" exits 1 labctl check guide/02-ha.md
says "check names exactly those two steps and hosts" names_both
says "run mends them" run guide/02-ha.md
says "run mended exactly those two" test "$(counted changed)" = 2
says "and all holds, once a scheduler leads again" recovers guide/02-ha.md
broken_by_hand
says "check fails when what units once did is undone by hand" exits 1 labctl check guide/02-ha.md
says "and tells which address was added by hand" tells 1 "holds 10.0.0.39, but not by keepalived" \
    labctl check guide/02-ha.md --only one-holder
says "what check names, run mends" run guide/02-ha.md
says "and all holds" recovers guide/02-ha.md
leaves cluster
