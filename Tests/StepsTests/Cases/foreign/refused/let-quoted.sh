let "n={{v}}"
