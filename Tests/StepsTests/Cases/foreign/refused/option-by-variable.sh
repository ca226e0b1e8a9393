v={{o}}
rm "$v"
