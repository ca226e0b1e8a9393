2>/dev/null let n={{v}}
