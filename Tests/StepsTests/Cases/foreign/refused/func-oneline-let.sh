f() { let n={{v}}; }
f
