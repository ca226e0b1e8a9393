# Chapter 3 gives names to services, and its clients miss at most one answer when a DNS server dies.
stands_on restored
says "chapter 3 waits for what it stands on, which is still starting" run guide/03-dns.md
says "chapter 3 carried out again changes nothing" changes_nothing guide/03-dns.md
for objects in coredns-rights coredns; do
    says "the API server accepts what the chapter says of $objects" accepts guide/03-dns.md "$objects"
done
says "at most one answer fails when a DNS server's worker loses its power" run guide/03-dns.md --drills
