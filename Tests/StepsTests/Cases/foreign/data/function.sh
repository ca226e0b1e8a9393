write() {
    local text=$1
    printf '%s' "$text"
}
write "{{v}}" >out
