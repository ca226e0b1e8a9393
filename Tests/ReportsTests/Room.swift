// Tests of the Reports room.
