SECONDS={{v}}
