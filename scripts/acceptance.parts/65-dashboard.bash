# Chapter 4 builds a dashboard that a browser logs in to, and a session outlives the worker under it.
stands_on restored
says "chapter 4 and what it stands on are carried out" run guide/02-ha.md guide/03-dns.md guide/04-dashboard.md
says "chapter 4 carried out again changes nothing" changes_nothing guide/04-dashboard.md
for variant in headlamp kubernetes-dashboard; do
    says "the API server accepts what the chapter says of $variant" accepts guide/04-dashboard.md "$variant"
done
says "a browser logs in, sees two nodes and no secret, and is out when its token is revoked" scripts/browser dashboard
says "a session outlives the worker under it" run guide/04-dashboard.md --drills
