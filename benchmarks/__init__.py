"""How the program compares with the least that its work could cost. Prints; asserts nothing."""
