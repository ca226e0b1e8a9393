f() {
local n={{v}}
(( n > 3 ))
}
f
