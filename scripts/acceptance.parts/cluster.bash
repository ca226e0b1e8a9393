# Chapter 2 holds on all hosts.
stands_on restored
says "all of chapter 2 holds" recovers guide/02-ha.md
leaves cluster
