print("hello from {{host.name}}")
