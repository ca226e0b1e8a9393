python3.11 -c "import os; os.system('echo {{v}}')"
