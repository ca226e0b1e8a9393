n={{v}}
let m=n+1
