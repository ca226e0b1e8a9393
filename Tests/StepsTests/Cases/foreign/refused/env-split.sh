env -S "sh -c {{v}}"
