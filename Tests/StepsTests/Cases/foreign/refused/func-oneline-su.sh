f() { su -c "echo {{v}}"; }
f
