cat >run <<'EOF'
#!/bin/sh
{{v}}
EOF
