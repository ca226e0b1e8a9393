// The Chapters room.
