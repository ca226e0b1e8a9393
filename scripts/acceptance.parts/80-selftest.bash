# `selftest` proves that checks can fail, by a step of each kind (scripts/soak: by all), also in somebody else's guide.
tested() { [[ $(grep -c '"event":"tested"' "$1") == "$2" ]]; }

no_snapshot_is_left() { local status; status=$(labctl lab status) && [[ $status != *selftest* ]]; }

web_is_tested() {
    labctl lab up --lab Tests/WebGuide/lab.yaml && labctl selftest Tests/WebGuide/01-web.md --yes &&
        labctl run Tests/WebGuide/01-web.md --yes --drills && labctl where Tests/WebGuide
}

web_shows_evidence() {
    labctl lab ssh --lab Tests/WebGuide/lab.yaml lugh -- systemctl stop nginx &&
        exits 1 labctl check Tests/WebGuide/01-web.md --report "junit=$WORK/web.xml" &&
        grep -q "the state of nginx.service" "$WORK/web.xml"
}

says "a selftest wants consent" exits 64 labctl selftest guide/01-simple.md
steps=(etcd-package etcd-certificates etcd-config etcd-up apiserver-ready strangers-are-forbidden
    worker-binaries images forwarding node-ready web three-endpoints service-outside)
says "what chapter 1 makes is broken, noticed and undone" \
    labctl selftest guide/01-simple.md --yes "${steps[@]/#/--only=}" --report "jsonl=$WORK/selftest.jsonl"
says "each of those steps was tested" tested "$WORK/selftest.jsonl" "${#steps[@]}"
says "and the lab is back as the chapter made it" recovers guide/01-simple.md
says "no snapshot of it is left" no_snapshot_is_left
cat >"$WORK/weak.md" <<-'END'
	```bash {run #weak on=artio unless="test -e /root/weak"}
	echo good >/root/weak
	```
	```bash {mutation for=#weak title="it is bad" undo="echo good >/root/weak"}
	echo bad >/root/weak
	```
END
says "a check that looks at too little is found and named with its place" \
    tells 1 "weak.md:4:1" labctl selftest "$WORK/weak.md" --lab lab.yaml --yes
says "a guide of somebody else's gets selftest, drills and where without a line of Swift" web_is_tested
says "hints, too" tells 0 "fails at once" labctl hint Tests/WebGuide/01-web.md serving
says "and evidence, where its server is stopped" web_shows_evidence
labctl lab down --lab Tests/WebGuide/lab.yaml >"$WORK/down" 2>&1
