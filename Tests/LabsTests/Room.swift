// Tests of the Labs room.
