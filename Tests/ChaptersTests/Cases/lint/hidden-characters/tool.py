print("a")
print("‮")
