coproc let n={{v}}
