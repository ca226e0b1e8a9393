export TOKEN={{v}}
set -euo pipefail
printf '%s' "${TOKEN:-none}" >out || exit $?
