// The Labs room.
