cat >/etc/systemd/system/x.service <<EOF
ExecStart={{v}}
EOF
