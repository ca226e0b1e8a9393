// Tests of the executable, as its users call it.
