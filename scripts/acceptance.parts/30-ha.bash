# Chapter 2 builds a cluster on fresh hosts that survives the loss of a master; carried out again it changes nothing.
stands_on fresh
junit_is_valid() { labctl report --format junit -o "$WORK/junit.xml" && xmllint --noout "$WORK/junit.xml"; }

says "check finds nothing on fresh hosts, and says so" tells 1 "the lab is wrong" labctl check guide/02-ha.md
says "chapter 2 builds a cluster and survives the loss of a master" run guide/02-ha.md --drills
says "chapter 2 carried out again changes nothing" changes_nothing guide/02-ha.md
says "the journal's report is valid JUnit XML" junit_is_valid
leaves cluster
