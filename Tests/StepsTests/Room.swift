// Tests of the Steps room.
