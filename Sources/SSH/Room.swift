// The SSH room.
