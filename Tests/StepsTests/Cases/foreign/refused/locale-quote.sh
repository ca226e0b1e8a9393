echo $"{{v}}"
