function f { let n={{v}}; }
f
