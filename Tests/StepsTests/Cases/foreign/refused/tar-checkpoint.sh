tar cf x.tar . --checkpoint-action=exec="{{v}}"
