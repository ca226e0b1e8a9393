// The Steps room.
