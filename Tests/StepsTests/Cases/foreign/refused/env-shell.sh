/usr/bin/env -S bash -c "echo {{v}}"
