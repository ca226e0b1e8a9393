// Tests of the Runner room.
