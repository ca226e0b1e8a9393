mount -t fuse "{{v}}" /mnt
