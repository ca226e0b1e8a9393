# Chapters 5 and 6 serve the shop through the loss of a proxy, HAProxy, the API and the controllers.
stands_on restored

# is_proved: a new service has answered since the API was out of reach.
is_proved() { on tanaris kubectl get service shop -o 'jsonpath={.metadata.annotations.answered-at}' | grep -q .; }

# thirty_services: made, reached at the last one's name, taken away; HAProxy was reloaded not more than once a second.
thirty_services() {
    on tanaris bash -s <<-'END'
	objects() {
	    for n in {1..30}; do
	        printf -- '---\napiVersion: v1\nkind: Service\n'
	        printf 'metadata: {name: crowd-%s, annotations: {balancer.celtic.lab/host: crowd-%s.celtic.lab}}\n' $n $n
	        printf 'spec: {selector: {app: shop}, ports: [{port: 80, protocol: TCP}]}\n'
	    done
	}
	since=$(date +%s)
	objects | kubectl apply -f - >/dev/null
	for n in {1..30}; do
	    timeout 5 bash -c "until curl -sf -o /dev/null -H 'Host: crowd-$n.celtic.lab' http://10.0.0.38/; do sleep 0.1; done" || exit
	done
	reloads=$(journalctl -u balancer -o cat --since "@$since" | grep -c reloaded) seconds=$(($(date +%s) - since))
	objects | kubectl delete --wait=false -f - >/dev/null
	echo "$reloads reloads in $seconds seconds"
	((reloads >= 1 && reloads <= seconds + 1))
	END
}

says "chapters 5 and 6 and what they stand on are carried out" \
    run guide/02-ha.md guide/05-balancers.md guide/06-ingress.md
says "chapter 5 carried out again changes nothing" changes_nothing guide/05-balancers.md
says "chapter 6 carried out again changes nothing" changes_nothing guide/06-ingress.md
says "the proof that news arrive is taken away" on tanaris kubectl annotate service shop answered-at-
says "a proxy, HAProxy and the API are lost, the shop is served, and news arrive again" run guide/05-balancers.md --drills
says "which is proved anew" is_proved
says "the controllers are lost, and Ingresses are served" run guide/06-ingress.md --drills
says "thirty services that are made at once are reached, by a few reloads" thirty_services
