# Chapter 1 builds a cluster on fresh hosts with its drills; carried out again it changes nothing.
stands_on fresh
says "chapter 1 builds a cluster on fresh hosts" run guide/01-simple.md --drills
says "chapter 1 carried out again changes nothing" changes_nothing guide/01-simple.md
says "chapter 1 is found to hold" exits 0 labctl check guide/01-simple.md
