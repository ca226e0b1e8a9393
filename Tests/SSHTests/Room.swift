// Tests of the SSH room.
