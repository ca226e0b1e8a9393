// The Runner room.
