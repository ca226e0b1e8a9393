cat <<A; bash <<B
x
A
{{v}}
B
