// Tests of the Chapters room.
