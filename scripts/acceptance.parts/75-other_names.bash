# Somebody who carries chapters 3 to 6 out and names files in another way passes the same checks.
stands_on restored
chapters=(guide/03-dns.md guide/04-dashboard.md guide/05-balancers.md guide/06-ingress.md)
cp -r guide lab.yaml "$WORK/"
for chapter in "${chapters[@]}"; do sed -i -f Tests/ByHand/other-names.sed "$WORK/$chapter"; done
says "somebody carries chapters 3 to 6 out who names files in another way" \
    run --lab lab.yaml "$WORK/guide/02-ha.md" "${chapters[@]/#/$WORK/}"
for chapter in "${chapters[@]}"; do
    says "$chapter is found to hold all the same" soon exits 0 labctl check "$chapter"
done
on dagda systemctl stop docker-registry
says "but not where the result is not there" tells 1 "✗ registry-up" labctl check guide/03-dns.md
