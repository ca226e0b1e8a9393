export BASH_ENV={{v}}
